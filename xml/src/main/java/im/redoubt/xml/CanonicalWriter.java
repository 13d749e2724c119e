package im.redoubt.xml;

import java.util.List;

/**
 * Writes the one canonical form: no prefix but {@code xml} (attributes in foreign namespaces get generated ones),
 * {@code xmlns} exactly where the namespace differs from the parent's, CR, TAB and LF in values as references. It cannot be
 * made to write what was not meant: names and characters are checked, and what was started must be ended.
 */
public final class CanonicalWriter {
    /** Writes to {@code sink} inside an element of {@code contextNamespace}. */
    public CanonicalWriter(XmlSink sink, String contextNamespace) {
        throw new UnsupportedOperationException();
    }

    /** Writes an element with these attributes and this content, whose context must be {@code name.namespace()}. */
    public void element(XmlName name, List<XmlAttribute> attributes, XmlContent content) {
        throw new UnsupportedOperationException();
    }

    /** Writes a tree. */
    public void element(Element element) {
        throw new UnsupportedOperationException();
    }
}
