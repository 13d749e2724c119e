package im.redoubt.xml;

import java.util.Arrays;

/** Writes the canonical content of a top-level element while it is read, and notes where its children begin and end. */
final class ContentBuilder {
    private static final byte[] XMLNS = Escapes.ascii(" xmlns='");
    private static final byte[] XMLNS_PREFIX = Escapes.ascii(" xmlns:a");
    private static final byte[] XML = Escapes.ascii(" xml:");
    private static final int[] NO_CHILDREN = new int[0];

    private final XmlBuffer out = new XmlBuffer();
    private final Scope scope;
    private int[] children = NO_CHILDREN;
    private int marks;

    ContentBuilder(Scope scope) {
        this.scope = scope;
    }

    XmlBuffer out() {
        return out;
    }

    /** Notes that a direct child begins or ends here. */
    void mark() {
        if (marks == children.length) {
            children = Arrays.copyOf(children, marks + marks / 4 * 2 + 8);
        }
        children[marks++] = out.size();
    }

    /** Writes a start tag inside an element of namespace {@code parent}. */
    void start(Tag tag, int parent) {
        out.write('<');
        out.write(tag.array(), tag.localStart(), tag.nameEnd() - tag.localStart());
        if (!scope.same(tag.namespace(), parent)) {
            out.write(XMLNS, 0, XMLNS.length);
            scope.writeUri(tag.namespace(), out);
            out.write('\'');
        }
        if (tag.attributes() > 0) {
            declareGenerated(tag);
            for (int i = 0; i < tag.attributes(); i++) {
                if (!tag.declares(i)) {
                    attribute(tag, i);
                }
            }
        }
        out.write('>');
    }

    /** Ends the innermost open element. */
    void end(OpenElements open) {
        if (open.content() == out.size()) {
            out.truncate(out.size() - 1);
            out.write('/');
        } else {
            out.write('<');
            out.write('/');
            out.write(open.array(), open.localStart(), open.nameEnd() - open.localStart());
        }
        out.write('>');
    }

    /** Returns what was written. */
    XmlContent content(String contextNamespace) {
        return XmlContent.canonical(contextNamespace, out.toByteArray(), Arrays.copyOf(children, marks));
    }

    // One prefix for each foreign namespace, in the order of first use.
    private void declareGenerated(Tag tag) {
        int prefixes = 0;
        for (int i = 0; i < tag.attributes(); i++) {
            if (tag.namespace(i) < 0) {
                continue;
            }
            int same = 0;
            while (same < i && !(tag.namespace(same) >= 0 && scope.same(tag.namespace(same), tag.namespace(i)))) {
                same++;
            }
            if (same < i) {
                tag.generated(i, tag.generated(same));
                continue;
            }
            tag.generated(i, prefixes);
            out.write(XMLNS_PREFIX, 0, XMLNS_PREFIX.length);
            number(prefixes++);
            out.write('=');
            out.write('\'');
            scope.writeUri(tag.namespace(i), out);
            out.write('\'');
        }
    }

    private void attribute(Tag tag, int i) {
        if (tag.namespace(i) == Scope.XML) {
            out.write(XML, 0, XML.length);
        } else {
            out.write(' ');
            if (tag.namespace(i) >= 0) {
                out.write('a');
                number(tag.generated(i));
                out.write(':');
            }
        }
        out.write(tag.array(), tag.localStart(i), tag.nameEnd(i) - tag.localStart(i));
        out.write('=');
        out.write('\'');
        Escapes.value(tag.array(), tag.nameEnd(i), tag.valueEnd(i), out);
        out.write('\'');
    }

    // There are no more attributes, and so prefixes, than three digits can number.
    private void number(int n) {
        if (n >= 100) {
            out.write('0' + n / 100);
        }
        if (n >= 10) {
            out.write('0' + n / 10 % 10);
        }
        out.write('0' + n % 10);
    }
}
