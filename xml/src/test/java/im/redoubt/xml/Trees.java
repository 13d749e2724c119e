package im.redoubt.xml;

import java.util.List;
import java.util.Random;

/** Makes trees by chance, the same ones for the same seed, of all that can be built. */
final class Trees {
    static final String CLIENT = "jabber:client";

    private static final List<String> NAMESPACES = List.of(
            CLIENT,
            CLIENT,
            CLIENT,
            "",
            "jabber:server",
            "urn:a",
            "urn:b",
            "u<'&\"\n",
            "http://etherx.jabber.org/streams");
    private static final List<String> LOCALS = List.of("a", "body", "x-1", "é", "_", "中文", "message", "features");
    private static final List<String> TEXTS =
            List.of("text", " ", "\r\n", "\t", "]]>", "<&>'\"", "é", "😀", "a\rb", "&amp;", "\u0085");

    private final Random random;

    Trees(long seed) {
        random = new Random(seed);
    }

    /** Returns a stanza of the content namespace of clients. */
    Element stanza() {
        return element(CLIENT, List.of("message", "presence", "iq").get(random.nextInt(3)), 0);
    }

    /** Returns any element. */
    Element element() {
        return element(any(NAMESPACES), any(LOCALS), 0);
    }

    private Element element(String namespace, String local, int depth) {
        Element.Builder element = Element.named(namespace, local);
        for (int i = random.nextInt(4); i > 0; i--) {
            attribute(element);
        }
        for (int i = depth < 5 ? random.nextInt(4) : 0; i > 0; i--) {
            if (random.nextInt(3) == 0) {
                element.text(any(TEXTS));
            } else {
                element.child(element(any(NAMESPACES), any(LOCALS), depth + 1));
            }
        }
        return element.build();
    }

    private void attribute(Element.Builder element) {
        String namespace = random.nextInt(3) > 0 ? "" : any(List.of("urn:a", "urn:b", XmlName.XML_NAMESPACE, CLIENT));
        try {
            element.attribute(new XmlName(namespace, any(LOCALS)), any(TEXTS));
        } catch (XmlException twice) {
            element.text(""); // an attribute of that name is there already
        }
    }

    private String any(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
