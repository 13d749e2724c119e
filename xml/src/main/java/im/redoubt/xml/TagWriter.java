package im.redoubt.xml;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes start and end tags of checked names in canonical form. */
final class TagWriter {
    private final XmlSink sink;

    TagWriter(XmlSink sink) {
        this.sink = sink;
    }

    XmlSink sink() {
        return sink;
    }

    /** Writes a start tag without its end inside an element of namespace {@code parent}. */
    void open(XmlName name, List<XmlAttribute> attributes, String parent) {
        sink.write('<');
        plain(name.local());
        if (!name.namespace().equals(parent)) {
            pair(" xmlns", name.namespace());
        }
        attributes(attributes);
    }

    /** Writes attributes, with a generated prefix for each foreign namespace in the order of first use. */
    void attributes(List<XmlAttribute> attributes) {
        List<String> foreign = new ArrayList<>(0);
        for (int i = 0; i < attributes.size(); i++) {
            String namespace = attributes.get(i).name().namespace();
            if (!namespace.isEmpty() && !namespace.equals(XmlName.XML_NAMESPACE) && !foreign.contains(namespace)) {
                pair(" xmlns:a" + foreign.size(), namespace);
                foreign.add(namespace);
            }
        }
        for (int i = 0; i < attributes.size(); i++) {
            attribute(attributes.get(i), foreign);
        }
    }

    /** Ends a start tag that has content. */
    void content() {
        sink.write('>');
    }

    /** Ends a start tag that has none. */
    void empty() {
        sink.write('/');
        sink.write('>');
    }

    /** Writes an end tag. */
    void close(String qualified) {
        sink.write('<');
        sink.write('/');
        plain(qualified);
        sink.write('>');
    }

    /** Writes {@code start='value'}. */
    void pair(String start, String value) {
        plain(start);
        sink.write('=');
        sink.write('\'');
        Escapes.value(value, sink);
        sink.write('\'');
    }

    /** Writes what needs no reference, such as names. */
    void plain(String s) {
        byte[] bytes = s.getBytes(StandardCharsets.UTF_8);
        sink.write(bytes, 0, bytes.length);
    }

    private void attribute(XmlAttribute attribute, List<String> foreign) {
        XmlName name = attribute.name();
        if (name.namespace().isEmpty()) {
            sink.write(' ');
        } else if (name.namespace().equals(XmlName.XML_NAMESPACE)) {
            plain(" xml:");
        } else {
            plain(" a" + foreign.indexOf(name.namespace()) + ":");
        }
        pair(name.local(), attribute.value());
    }
}
