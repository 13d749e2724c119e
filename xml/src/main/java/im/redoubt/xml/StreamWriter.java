package im.redoubt.xml;

import java.util.List;

/**
 * Writes what goes over a stream: the header, whole elements, the end (RFC 6120 section 4). Elements of the streams
 * namespace get the prefix {@code stream} that some peers look for (section 4.8.5); all others are canonical inside the
 * content namespace. Over WebSocket, where there is no header, each element declares what it needs (RFC 7395).
 */
public final class StreamWriter {
    private static final String STREAM_PREFIX = "stream:";
    private static final String DECLARE_STREAM = " xmlns:stream";

    private final TagWriter tags;
    private final CanonicalWriter canonical;
    private final String contentNamespace;
    private final boolean framed;

    private StreamWriter(XmlSink sink, String contentNamespace, boolean framed) {
        this.tags = new TagWriter(sink);
        this.canonical = new CanonicalWriter(sink, contentNamespace);
        this.contentNamespace = contentNamespace;
        this.framed = framed;
    }

    /**
     * Writes a stream to {@code sink}.
     *
     * @param contentNamespace {@code jabber:client} or {@code jabber:server}
     */
    public static StreamWriter stream(XmlSink sink, String contentNamespace) {
        return new StreamWriter(sink, contentNamespace, false);
    }

    /** Writes self-contained elements to {@code sink}, as in the frames of RFC 7395. */
    public static StreamWriter framed(XmlSink sink) {
        return new StreamWriter(sink, "", true);
    }

    /**
     * Writes the XML declaration and the stream header.
     *
     * @param attributes {@code to}, {@code from}, {@code id}, {@code version}, {@code xml:lang}, in this order as given
     * @throws XmlException if one of them cannot be written; then nothing is
     */
    public void header(List<XmlAttribute> attributes) {
        if (framed) {
            throw new IllegalStateException("frames have no stream header");
        }
        XmlChecks.attributes(attributes);
        tags.plain("<?xml version='1.0'?><stream:stream");
        tags.pair(" xmlns", contentNamespace);
        tags.pair(DECLARE_STREAM, XmlName.STREAMS_NAMESPACE);
        tags.attributes(attributes);
        tags.content();
    }

    /** Writes the end of the stream. */
    public void footer() {
        if (framed) {
            throw new IllegalStateException("frames have no end of a stream");
        }
        tags.close("stream:stream");
    }

    /** Writes a tree. */
    public void element(Element element) {
        if (element.name().namespace().equals(XmlName.STREAMS_NAMESPACE)) {
            element(element.name(), element.attributes(), element.toContent());
        } else {
            canonical.element(element);
        }
    }

    /** Writes a top-level element as it was parsed. */
    public void element(ParsedElement element) {
        element(element.name(), element.attributes(), element.content());
    }

    /**
     * Writes an element with these attributes and this content.
     *
     * @param content what is inside, whose context must be {@code name.namespace()}
     * @throws XmlException if a name or a value cannot be written; then nothing is
     */
    public void element(XmlName name, List<XmlAttribute> attributes, XmlContent content) {
        if (!prefixed(name, content)) {
            canonical.element(name, attributes, content);
            return;
        }
        CanonicalWriter.check(name, attributes, content);
        String qualified = STREAM_PREFIX + name.local();
        tags.plain("<" + qualified);
        if (framed) {
            tags.pair(DECLARE_STREAM, XmlName.STREAMS_NAMESPACE);
        }
        tags.attributes(attributes);
        if (content.size() == 0) {
            tags.empty();
            return;
        }
        tags.content();
        content.writeTo(tags.sink());
        tags.close(qualified);
    }

    // The bytes of the content name no namespace for children in the streams namespace, and under a prefix they would
    // be
    // taken for children in the content namespace. No specification has such children; they get the form without
    // prefix.
    private static boolean prefixed(XmlName name, XmlContent content) {
        return name.namespace().equals(XmlName.STREAMS_NAMESPACE)
                && content.children().stream()
                        .noneMatch(child -> child.namespace().equals(XmlName.STREAMS_NAMESPACE));
    }
}
