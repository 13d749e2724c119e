package im.redoubt.xml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts together a top-level element or a stream header from its tags. It lives exactly as long as that is being read. */
final class Assembly {
    /** What the canonical content may have more than its share of the bytes received. */
    private static final int EXPANSION_ALLOWANCE = 4096;
    /** Canonical bytes for each byte received: what references for single characters can need. */
    private static final int EXPANSION = 6;

    private static final byte[] STREAM = Escapes.ascii("stream");
    private static final byte[] STREAMS = Escapes.ascii(XmlName.STREAMS_NAMESPACE);

    private final boolean header;
    private final Scope scope;
    private final Namespaces namespaces;
    private final OpenElements open = new OpenElements();
    private final ContentBuilder content;
    private XmlName name = XmlName.LANG;
    private List<XmlAttribute> attributes = List.of();
    private @Nullable XmlEvent event;

    /** Begins a stream header if {@code header}, otherwise an element inside {@code root}. */
    Assembly(boolean header, StreamRoot root) {
        this.header = header;
        this.scope = new Scope(root.scope());
        this.namespaces = new Namespaces(scope);
        this.content = new ContentBuilder(scope);
    }

    int depth() {
        return open.depth();
    }

    int declarations() {
        return scope.size();
    }

    OpenElements open() {
        return open;
    }

    XmlBuffer out() {
        return content.out();
    }

    /** Returns what has come of it, once it is complete. */
    @Nullable
    XmlEvent event() {
        return event;
    }

    /** Returns the root of the stream, once its header is complete. */
    StreamRoot root() {
        return StreamRoot.of(Arrays.copyOf(open.array(), open.nameEnd()), scope.frozen());
    }

    /** Takes a complete start tag, the last of {@code received} bytes. */
    void start(Tag tag, int received) {
        int before = scope.size();
        namespaces.resolve(tag);
        int depth = open.depth();
        refuseStream(tag, header && depth == 0);
        if (depth == 0) {
            takeTop(tag);
        } else {
            if (depth == 1) {
                content.mark();
            }
            content.start(tag, open.namespace());
            // Many short prefixed names of one long namespace would make a small stanza large.
            if (out().size() > (long) EXPANSION * received + EXPANSION_ALLOWANCE) {
                throw Refusal.policy("namespaces that would be repeated too often");
            }
        }
        open.push(tag, before, out().size());
        if (header) {
            event = new XmlEvent.Opened(name, scope.uri(scope.defaultNamespace()), attributes);
        }
    }

    /** Ends the innermost element. */
    void end() {
        int depth = open.depth();
        if (depth == 1) {
            event = new XmlEvent.Complete(new ParsedElement(name, attributes, content.content(name.namespace())));
            return;
        }
        content.end(open);
        if (depth == 2) {
            content.mark();
        }
        scope.truncate(open.scopeSize());
        open.pop();
    }

    private void refuseStream(Tag tag, boolean allowed) {
        if (!allowed
                && Bytes.equal(tag.array(), tag.localStart(), tag.nameEnd(), STREAM)
                && scope.is(tag.namespace(), STREAMS)) {
            throw Refusal.format("a stream inside of a stream");
        }
    }

    private void takeTop(Tag tag) {
        byte[] bytes = tag.array();
        name = new XmlName(scope.uri(tag.namespace()), KnownNames.string(bytes, tag.localStart(), tag.nameEnd()));
        List<XmlAttribute> list = new ArrayList<>(tag.attributes());
        for (int i = 0; i < tag.attributes(); i++) {
            if (!tag.declares(i)) {
                list.add(attribute(tag, i));
            }
        }
        attributes = list;
    }

    private XmlAttribute attribute(Tag tag, int i) {
        byte[] bytes = tag.array();
        int local = tag.localStart(i);
        int end = tag.nameEnd(i);
        XmlName attribute = tag.namespace(i) == Scope.NONE
                ? KnownNames.plain(bytes, local, end)
                : new XmlName(scope.uri(tag.namespace(i)), KnownNames.string(bytes, local, end));
        return new XmlAttribute(attribute, KnownNames.string(bytes, end, tag.valueEnd(i)));
    }
}
