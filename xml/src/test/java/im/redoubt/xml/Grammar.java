package im.redoubt.xml;

import java.util.List;
import java.util.Random;

/** Writes documents by chance, the same ones for the same seed: mostly well-formed, in all the ways XML allows. */
final class Grammar {
    private static final List<String> LOCALS =
            List.of("a", "b", "message", "body", "x-1", "é", "stream", "_", "中文", "xmlns");
    private static final List<String> PREFIXES = List.of("", "", "", "p", "q", "xml", "xmlns");
    private static final List<String> URIS = List.of(
            "",
            "u",
            "v",
            "jabber:client",
            "http://etherx.jabber.org/streams",
            "http://www.w3.org/XML/1998/namespace",
            "http://www.w3.org/2000/xmlns/",
            "a&amp;b",
            "&#x75;",
            "u v",
            "é");
    private static final List<String> TEXTS = List.of(
            "text",
            " ",
            "\r\n",
            "\r",
            "\n",
            "\t",
            "]]",
            "]",
            ">",
            "&lt;",
            "&gt;",
            "&amp;",
            "&apos;",
            "&quot;",
            "&#13;",
            "&#10;",
            "&#9;",
            "&#x1F600;",
            "é",
            "中",
            "😀",
            "\"",
            "'",
            "<![CDATA[ <&]] ]]>",
            "<![CDATA[]]>",
            "]]&gt;",
            "&#38;",
            "<![CDATA[]]]]>",
            "<![CDATA[\r\n\r]]>");
    private static final List<String> ODD = List.of(
            "<",
            "&",
            "]]>",
            "<!-- c -->",
            "<?pi d?>",
            "<!DOCTYPE a>",
            "&nbsp;",
            "&#0;",
            "&#xD800;",
            "\u0000",
            "\uFFFE",
            "\u000B",
            "</a>",
            "<a>",
            "/",
            "=",
            "'",
            "\"",
            ":",
            "xmlns",
            " xmlns:p='u'",
            " a='1'",
            "<![CDATA[",
            "<?xml version='1.0'?>",
            "\uFEFF",
            "\u0085",
            "\u2028",
            "\u0300",
            "stream:stream",
            "&#x10FFFF;",
            "&#x110000;",
            "\u007F",
            "p:",
            "-",
            "1");

    private final Random random;

    Grammar(long seed) {
        random = new Random(seed);
    }

    /** Returns a document that is right in most of its parts. */
    String document() {
        StringBuilder out = new StringBuilder();
        if (random.nextInt(8) == 0) {
            out.append("<?xml version='1.0' encoding=\"utf-8\"?>");
        }
        element(out, 0);
        if (random.nextInt(8) == 0) {
            out.append(" \n");
        }
        return out.toString();
    }

    /** Returns the bytes with one to three small things wrong. */
    byte[] mutated(byte[] bytes) {
        byte[] result = bytes;
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(result.length + 1);
            int end = Math.min(result.length, at + random.nextInt(4));
            byte[] middle = switch (random.nextInt(4)) {
                case 0 -> new byte[0];
                case 1 -> new byte[] {(byte) random.nextInt(256)};
                case 2 -> new byte[] {(byte) "<>&'\"= /:]!?[;#x".charAt(random.nextInt(16))};
                default -> Reading.bytes(any(ODD));
            };
            XmlBuffer out = new XmlBuffer();
            out.write(result, 0, at);
            out.write(middle, 0, middle.length);
            int rest = random.nextBoolean() ? at : end;
            out.write(result, rest, result.length - rest);
            result = out.toByteArray();
        }
        return result;
    }

    private void element(StringBuilder out, int depth) {
        String name = name();
        out.append('<').append(name);
        for (int i = random.nextInt(4); i > 0; i--) {
            out.append(space()).append(attribute());
        }
        if (random.nextInt(4) == 0) {
            out.append("/>");
            return;
        }
        out.append(random.nextInt(6) == 0 ? space() : "").append('>');
        for (int i = random.nextInt(4); i > 0; i--) {
            if (depth < 5 && random.nextInt(3) > 0) {
                element(out, depth + 1);
            } else {
                out.append(any(TEXTS));
            }
        }
        out.append("</")
                .append(name)
                .append(random.nextInt(6) == 0 ? space() : "")
                .append('>');
    }

    private String attribute() {
        boolean declares = random.nextBoolean();
        String name =
                declares ? List.of("xmlns", "xmlns:p", "xmlns:q", "xmlns:xml").get(usually(3)) : name();
        StringBuilder value = new StringBuilder();
        if (declares) {
            value.append(random.nextInt(6) == 0 ? any(URIS) : "u");
        } else {
            for (int i = random.nextInt(3); i > 0; i--) {
                String text = any(TEXTS);
                value.append(text.indexOf('<') < 0 && text.indexOf('\'') < 0 ? text : "v");
            }
        }
        boolean single = value.indexOf("\"") >= 0 || random.nextBoolean();
        return name + (random.nextInt(8) == 0 ? " = " : "=") + (single ? "'" + value + "'" : "\"" + value + "\"");
    }

    private String name() {
        String prefix = random.nextInt(12) == 0 ? any(PREFIXES) : "";
        String local = LOCALS.get(usually(9));
        return prefix.isEmpty() ? local : prefix + ":" + local;
    }

    // Rarely the last of the choices, which is a wrong one.
    private int usually(int last) {
        return random.nextInt(40) == 0 ? last : random.nextInt(last);
    }

    private String space() {
        return List.of(" ", " ", "  ", "\n", "\r\n", "\t").get(random.nextInt(6));
    }

    private String any(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
