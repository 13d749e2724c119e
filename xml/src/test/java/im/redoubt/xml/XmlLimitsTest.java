package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every limit takes its own value and refuses one more, in documents, stanzas and headers, whole and byte by byte. */
@Tag("S-10")
@Tag("LIB-01")
@Tag("LIB-08")
class XmlLimitsTest {
    private static final int MAX = 24;

    private static XmlLimits bytes(int max) {
        return new XmlLimits(max, 512, 100_000, 256, 256, 100_000, 100_000);
    }

    private static XmlLimits limits(int depth, int elements, int attributes, int namespaces, int name, int namespace) {
        return new XmlLimits(1_000_000, depth, elements, attributes, namespaces, name, namespace);
    }

    @Test
    @Tag("S-15")
    void bytesOfAnElement() {
        List<IntFunction<String>> shapes = List.of(
                n -> "<a>" + "x".repeat(n - 7) + "</a>",
                n -> "<a b='" + "x".repeat(n - 9) + "'/>",
                n -> "<" + "x".repeat(n - 3) + "/>",
                n -> "<a " + "x".repeat(n - 8) + "=''/>",
                n -> "<a" + " ".repeat(n - 4) + "/>",
                n -> "<a xmlns='" + "x".repeat(n - 13) + "'/>",
                n -> "<a></a" + " ".repeat(n - 7) + ">",
                n -> "<a>&#" + "0".repeat(n - 12) + "65;</a>",
                n -> "<a><![CDATA[" + "]".repeat(n - 19) + "]]></a>");
        for (IntFunction<String> shape : shapes) {
            for (int max : new int[] {21, 50, 4096}) {
                assertThat(shape.apply(max)).hasSize(max);
                takesAndRefuses(bytes(max), shape.apply(max), shape.apply(max + 1));
            }
        }
    }

    @Test
    void bytesAreCountedForEachElementAndNotBetween() {
        XmlParser parser = XmlParser.stream(bytes(40));
        String stanza = "<a>" + "x".repeat(33) + "</a>";
        assertThat(Reading.events(parser, Reading.bytes("<s>" + (stanza + " ".repeat(100)).repeat(10))))
                .hasSize(12);
    }

    @Test
    void depth() {
        IntFunction<String> nested = n -> "<a>".repeat(n) + "</a>".repeat(n);
        takesAndRefuses(limits(MAX, 1000, 1, 1, 9, 9), nested.apply(MAX), nested.apply(MAX + 1));
        IntFunction<String> empty = n -> "<a>".repeat(n - 1) + "<a/>" + "</a>".repeat(n - 1);
        takesAndRefuses(limits(MAX, 1000, 1, 1, 9, 9), empty.apply(MAX), empty.apply(MAX + 1));
    }

    @Test
    void elements() {
        IntFunction<String> wide = n -> "<a>" + "<b/>".repeat(n - 1) + "</a>";
        takesAndRefuses(limits(9, MAX, 1, 1, 9, 9), wide.apply(MAX), wide.apply(MAX + 1));
    }

    @Test
    void attributesWithoutDeclarations() {
        IntFunction<String> many = n -> {
            StringBuilder tag = new StringBuilder("<a xmlns='u' xmlns:p='v'");
            for (int i = 0; i < n; i++) {
                tag.append(" a").append(i).append("=''");
            }
            return tag + "/>";
        };
        takesAndRefuses(limits(9, 9, MAX, 9, 9, 9), many.apply(MAX), many.apply(MAX + 1));
    }

    @Test
    void namespacesInScopeAtOnce() {
        IntFunction<String> one = n -> "<a" + declarations(n) + "/>";
        takesAndRefuses(limits(9, 9, 9, MAX, 9, 9), one.apply(MAX), one.apply(MAX + 1));
        IntFunction<String> nested =
                n -> "<a" + declarations(10) + "><b" + declarations(n - 10) + "/><b" + declarations(n - 10) + "/></a>";
        takesAndRefuses(limits(9, 9, 9, MAX, 9, 9), nested.apply(MAX), nested.apply(MAX + 1));
    }

    @Test
    void namespacesOfTheHeaderCount() {
        String header = "<s" + declarations(10) + ">";
        XmlLimits limits = limits(9, 9, 9, MAX, 9, 9);
        assertThat(Reading.events(
                        XmlParser.stream(limits), Reading.bytes(header + "<a" + declarations(MAX - 10) + "/>")))
                .hasSize(3);
        assertThat(Reading.refusal(XmlParser.stream(limits), Reading.bytes(header + "<a" + declarations(MAX - 9))))
                .isEqualTo(XmlViolation.Kind.POLICY_VIOLATION);
    }

    @Test
    void bytesOfAName() {
        XmlLimits limits = limits(9, 9, 9, 9, MAX, 99);
        for (String part : List.of("x", "é", "中", "𐀀")) {
            int n = MAX / Reading.bytes(part).length;
            String max = part.repeat(n);
            takesAndRefuses(limits, "<" + max + "/>", "<" + max + "x/>");
            takesAndRefuses(limits, "<a " + max + "=''/>", "<a " + max + "x=''/>");
        }
        takesAndRefuses(
                limits, "<a xmlns:" + "x".repeat(MAX - 6) + "='u'/>", "<a xmlns:" + "x".repeat(MAX - 5) + "='u'/>");
        takesAndRefuses(
                limits, "<p:" + "x".repeat(MAX - 2) + " xmlns:p='u'/>", "<p:" + "x".repeat(MAX - 1) + " xmlns:p='u'/>");
    }

    @Test
    void bytesOfANamespace() {
        XmlLimits limits = limits(9, 9, 9, 9, 9, MAX);
        for (String declaration : List.of("xmlns", "xmlns:p")) {
            for (String part : List.of("x", "é", "中", "𐀀", "\"")) {
                String max = part.repeat(MAX / Reading.bytes(part).length);
                takesAndRefuses(
                        limits, "<a " + declaration + "='" + max + "'/>", "<a " + declaration + "='" + max + "x'/>");
            }
            String references = "&amp;".repeat(MAX);
            takesAndRefuses(
                    limits,
                    "<a " + declaration + "='" + references + "'/>",
                    "<a " + declaration + "='" + references + "&#x9;'/>");
        }
        assertThat(Reading.events(XmlParser.document(limits), Reading.bytes("<a b='" + "x".repeat(50) + "'/>")))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "attribute", "namespace", "value", "text", "tag", "end tag", "reference", "cdata"})
    void aFloodIsRefusedBeforeItIsStored(String place) {
        String start = switch (place) {
            case "name" -> "<a><";
            case "attribute" -> "<a ";
            case "namespace" -> "<a xmlns='";
            case "value" -> "<a b='";
            case "tag" -> "<a b='' c";
            case "end tag" -> "<a></a";
            case "reference" -> "<a>&#";
            case "cdata" -> "<a><![CDATA[";
            default -> "<a>";
        };
        byte filler = (byte) (place.equals("end tag") ? ' ' : place.equals("reference") ? '0' : 'x');
        XmlParser parser = XmlParser.document(XmlLimits.AUTHENTICATED);
        parser.next(java.nio.ByteBuffer.wrap(Reading.bytes(start)));
        byte[] flood = new byte[1000];
        java.util.Arrays.fill(flood, filler);
        XmlEvent event = XmlEvent.Starved.INSTANCE;
        int fed = 0;
        while (event instanceof XmlEvent.Starved) {
            event = parser.next(java.nio.ByteBuffer.wrap(flood));
            fed += flood.length;
            assertThat(fed).isLessThanOrEqualTo(XmlLimits.AUTHENTICATED.maxBytes() + flood.length);
        }
        assertThat(event)
                .isInstanceOfSatisfying(
                        XmlEvent.Refused.class,
                        refused ->
                                assertThat(refused.violation().kind()).isEqualTo(XmlViolation.Kind.POLICY_VIOLATION));
    }

    @Test
    @Tag("S-18")
    void longAndForeignNamesAreReadOrRefused() {
        assertThat(Reading.content("<a><رسالة مفتاح='قيمة'>نص</رسالة></a>"))
                .isEqualTo("<رسالة مفتاح='قيمة'>نص</رسالة>");
        String name = "ر".repeat(600);
        assertThat(Reading.documentRefusal("<a><" + name + "/></a>")).isEqualTo(XmlViolation.Kind.POLICY_VIOLATION);
    }

    @Test
    @Tag("S-10")
    void theFloodsOfTheListAreRefused() {
        StringBuilder attributes = new StringBuilder("<a");
        for (int i = 0; i < 10_000; i++) {
            attributes.append(" a").append(i).append("=''");
        }
        for (String flood : List.of(
                "<a>".repeat(100_000),
                attributes + "/>",
                "<a " + "x".repeat(1 << 20) + "=''/>",
                "<a>" + "x".repeat(1 << 20),
                "<a" + declarations(32_000) + "/>")) {
            assertThat(Reading.documentRefusal(flood)).isEqualTo(XmlViolation.Kind.POLICY_VIOLATION);
            assertThat(Reading.stanzaRefusal(flood)).isEqualTo(XmlViolation.Kind.POLICY_VIOLATION);
        }
    }

    @Test
    void limitsHaveLimits() {
        assertThatIllegalArgumentException().isThrownBy(() -> limits(0, 1, 1, 1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> limits(1, 1, 1, 1, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> limits(513, 1, 1, 1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> limits(1, 1, 257, 1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> limits(1, 1, 1, 257, 1, 1));
    }

    private static String declarations(int n) {
        StringBuilder declarations = new StringBuilder();
        for (int i = 0; i < n; i++) {
            declarations
                    .append(" xmlns:")
                    .append((char) ('a' + i % 26))
                    .append(i / 26)
                    .append("='u'");
        }
        return declarations.toString();
    }

    private static void takesAndRefuses(XmlLimits limits, String max, String more) {
        for (Reading.Cut cut : List.<Reading.Cut>of((from, left) -> left, (from, left) -> 1)) {
            assertThat(Reading.events(XmlParser.document(limits), Reading.bytes(max), cut))
                    .as(max)
                    .hasSize(2);
            List<XmlEvent> events = Reading.events(XmlParser.document(limits), Reading.bytes(more), cut);
            assertThat(events.get(0))
                    .as(more)
                    .isInstanceOfSatisfying(
                            XmlEvent.Refused.class,
                            refused -> assertThat(refused.violation().kind())
                                    .isEqualTo(XmlViolation.Kind.POLICY_VIOLATION));
        }
    }
}
