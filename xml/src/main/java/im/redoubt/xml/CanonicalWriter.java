package im.redoubt.xml;

import java.util.List;

/**
 * Writes the one canonical form: no prefix but {@code xml} (attributes in foreign namespaces get generated ones),
 * {@code xmlns} exactly where the namespace differs from the parent's, CR, TAB and LF in values as references. It cannot be
 * made to write what was not meant: names and characters are checked before the first byte is written, and only whole
 * elements can be.
 */
public final class CanonicalWriter {
    private final TagWriter tags;
    private final String contextNamespace;

    /**
     * Writes to {@code sink} inside an element of {@code contextNamespace}.
     *
     * @param sink where the bytes go
     * @param contextNamespace the namespace of the element around what is written, empty for none
     */
    public CanonicalWriter(XmlSink sink, String contextNamespace) {
        this.tags = new TagWriter(sink);
        this.contextNamespace = contextNamespace;
    }

    /**
     * Writes an element with these attributes and this content.
     *
     * @param content what is inside, whose context must be {@code name.namespace()}
     * @throws XmlException if a name or a value cannot be written; then nothing is
     */
    public void element(XmlName name, List<XmlAttribute> attributes, XmlContent content) {
        check(name, attributes, content);
        tags.open(name, attributes, contextNamespace);
        finish(content, name.local());
    }

    /** Writes a top-level element as it was parsed. */
    public void element(ParsedElement element) {
        tags.open(element.name(), element.attributes(), contextNamespace);
        finish(element.content(), element.name().local());
    }

    /** Writes a tree. */
    public void element(Element element) {
        write(element, contextNamespace);
    }

    /** Refuses what {@link #element(XmlName, List, XmlContent)} must not write. */
    static void check(XmlName name, List<XmlAttribute> attributes, XmlContent content) {
        XmlChecks.element(name);
        XmlChecks.attributes(attributes);
        if (!content.contextNamespace().equals(name.namespace())) {
            throw new XmlException("content of an element in another namespace");
        }
    }

    /** Writes what is inside an element. */
    void nodes(Element parent) {
        for (XmlNode node : parent.nodes()) {
            if (node instanceof Element child) {
                write(child, parent.name().namespace());
            } else if (node instanceof XmlText text) {
                Escapes.text(text.value(), tags.sink());
            }
        }
    }

    // A tree is never deeper than Element.MAX_DEPTH.
    private void write(Element element, String parent) {
        tags.open(element.name(), element.attributes(), parent);
        if (element.nodes().isEmpty()) {
            tags.empty();
            return;
        }
        tags.content();
        nodes(element);
        tags.close(element.name().local());
    }

    private void finish(XmlContent content, String qualified) {
        if (content.size() == 0) {
            tags.empty();
            return;
        }
        tags.content();
        content.writeTo(tags.sink());
        tags.close(qualified);
    }
}
