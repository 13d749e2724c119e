package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Stanza smuggling: bytes in which a careless reader sees another stanza. What we pass on is read by ours and by another
 * parser as the one stanza that we took, or we take nothing.
 */
@Tag("S-4")
@Tag("S-7")
@Tag("LIB-01")
class SmugglingTest {
    private static final String SECOND = "<message from='admin@example.org'><body>smuggled</body></message>";

    /** Bytes, as Latin-1, that stand before the second stanza inside of a body. */
    private static List<String> attempts() {
        List<String> attempts = new ArrayList<>();
        for (String bytes : List.of(
                "\u00C0\u00BC", // an overlong less-than sign
                "\u00E0\u0080\u00BC",
                "\u00F0\u0080\u0080\u00BC",
                "\u00EB\u003C\u0062\u002F\u003E", // three bytes that a lenient decoder takes for one character
                "\u00C2<",
                "\u00E2\u0082<",
                "\u00F0\u009F\u0098<",
                "\u00C0\u0080",
                "\u00ED\u00A0\u0080",
                "\u00ED\u00A0\u00BD\u00ED\u00B8\u0080",
                "\u00F5\u0080\u0080\u0080",
                "\u00FE",
                "\u00FF",
                "\u0080",
                "\u00BF",
                "+ADw-", // UTF-7
                "\u0000",
                "\u001B$B", // ISO-2022-JP
                "\u000E",
                "&#60;",
                "&lt;",
                "&amp;lt;",
                "&#38;lt;",
                "<![CDATA[",
                "]]&gt;",
                "<![CDATA[]]>",
                "&#13;",
                "\r",
                "\r\n",
                "\u00C2\u0085",
                "\u00E2\u0080\u00A8")) {
            attempts.add(bytes);
        }
        return attempts;
    }

    @TestFactory
    Stream<DynamicTest> nobodyReadsAnotherStanzaOutOfWhatWePassOn() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String attempt : attempts()) {
            for (String tail : List.of("", "/body></message>" + SECOND, "message from='admin@example.org'>")) {
                for (String form : List.of("<message><body>@</body></message>", "<message id='@'/>")) {
                    String stanza = form.replace("@", attempt + tail);
                    tests.add(DynamicTest.dynamicTest(shown(stanza), () -> check(stanza)));
                }
            }
        }
        return tests.stream();
    }

    private static String shown(String latin) {
        StringBuilder shown = new StringBuilder();
        latin.chars()
                .limit(60)
                .forEach(c ->
                        shown.append(c > ' ' && c < 0x7F ? String.valueOf((char) c) : String.format("\\x%02X", c)));
        return shown.toString();
    }

    private static void check(String latin) {
        XmlBuffer bytes = new XmlBuffer();
        byte[] header = Reading.bytes(Reading.HEADER);
        byte[] stanza = Reading.latin(latin);
        bytes.write(header, 0, header.length);
        bytes.write(stanza, 0, stanza.length);
        List<XmlEvent> whole = Reading.events(XmlParser.stream(Reading.LIMITS), bytes.toByteArray());
        for (int first = header.length; first < bytes.size(); first++) {
            int cut = first;
            assertThat(Reading.events(
                            XmlParser.stream(Reading.LIMITS),
                            bytes.toByteArray(),
                            (from, left) -> from == 0 ? cut : left))
                    .isEqualTo(whole);
        }
        for (XmlEvent event : whole) {
            if (event instanceof XmlEvent.Complete complete) {
                passedOn(complete.element());
            }
        }
    }

    /** What goes to the recipient is one stanza for ours and for the other parser, with the same tree. */
    private static void passedOn(ParsedElement element) {
        XmlBuffer out = new XmlBuffer();
        StreamWriter writer = StreamWriter.stream(out, "jabber:client");
        writer.header(List.of());
        int before = out.size();
        writer.element(element);
        List<XmlEvent> read = Reading.stream(out.toString());
        String alone = "<r xmlns='jabber:client'>" + out.toString().substring(before) + "</r>";
        Optional<Element> other = new Woodstox().read(alone.getBytes(StandardCharsets.UTF_8));

        assertThat(read).hasSize(3);
        assertThat(read.get(1)).isEqualTo(new XmlEvent.Complete(element));
        assertThat(other).hasValueSatisfying(root -> assertThat(root.children()).containsExactly(element.toElement()));
        assertThat(out.toString().substring(before)).doesNotContain("<body>smuggled");
    }

    /** A replacement character is never made: it comes out only where it went in. */
    @Test
    void nothingIsReplaced() {
        for (String attempt : attempts()) {
            List<XmlEvent> events =
                    Reading.events(XmlParser.document(Reading.LIMITS), Reading.latin("<m>" + attempt + "</m>"));
            assertThat(events.toString()).doesNotContain("\uFFFD");
            if (events.get(0) instanceof XmlEvent.Complete complete) {
                assertThat(complete.element().content().text()).doesNotContain("\uFFFD");
            }
        }
        assertThat(Reading.element("<m>\uFFFD</m>").content().text()).isEqualTo("\uFFFD");
    }
}
