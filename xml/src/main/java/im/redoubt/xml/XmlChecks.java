package im.redoubt.xml;

import java.util.List;

/** What is asked of names, values and text that our own code wants to write. */
final class XmlChecks {
    private XmlChecks() {}

    /** Refuses what is no NCName, and {@code xmlns}. */
    static void local(String name) {
        if (name.isEmpty() || !XmlChars.isNameStart(name.codePointAt(0)) || name.equals("xmlns")) {
            throw new XmlException("not a local name");
        }
        for (int i = 0; i < name.length(); i++) {
            int c = name.codePointAt(i);
            if (!XmlChars.isName(c)) {
                throw new XmlException("not a local name");
            }
            i += c >= 0x10000 ? 1 : 0;
        }
    }

    /** Refuses characters that XML 1.0 has no form for, lone surrogates among them. */
    static void characters(String s) {
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c < 0x20 || c >= 0xD800) {
                int codePoint = s.codePointAt(i);
                if (!XmlChars.isChar(codePoint)) {
                    throw new XmlException("a character that XML cannot carry");
                }
                i += codePoint >= 0x10000 ? 1 : 0;
            }
        }
    }

    /** Refuses the name of an element that has no place in a canonical tree. */
    static void element(XmlName name) {
        local(name.local());
        characters(name.namespace());
        if (name.namespace().equals(XmlName.XML_NAMESPACE)) {
            throw new XmlException("an element in the namespace of xml");
        }
        refuseXmlns(name);
        if (name.is(XmlName.STREAMS_NAMESPACE, "stream")) {
            throw new XmlException("a stream inside of a stream");
        }
    }

    /** Refuses the name of an attribute that cannot be written. */
    static void attribute(XmlName name) {
        local(name.local());
        characters(name.namespace());
        refuseXmlns(name);
    }

    /** Refuses attributes that cannot be written, and two of one name. */
    static void attributes(List<XmlAttribute> attributes) {
        for (int i = 0; i < attributes.size(); i++) {
            XmlName name = attributes.get(i).name();
            attribute(name);
            characters(attributes.get(i).value());
            for (int j = 0; j < i; j++) {
                if (attributes.get(j).name().equals(name)) {
                    throw new XmlException("two attributes of one name");
                }
            }
        }
    }

    private static void refuseXmlns(XmlName name) {
        if (name.namespace().equals(XmlName.XMLNS_NAMESPACE)) {
            throw new XmlException("a name in the namespace of xmlns");
        }
    }
}
