package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What parsing allocates, counted by the virtual machine. That is more than it ever holds: of a buffer that grows by half
 * each time, the last two arrays, or the last one and the exact copy, exist at once, which is at most 2.5 times the
 * canonical bytes, and those are at most 6 times the bytes received ({@link Assembly}); the tag being read adds at most 2.5:
 * below 18 bytes held for each byte, where D-98 asks for 20.
 */
@Tag("LIB-08")
class FootprintTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int SLACK = 8_192;
    // All arrays of a buffer together, for a stanza that is nothing but apostrophes; ordinary ones stay below 15.
    private static final int ALLOCATED = 36;

    @Test
    @Tag("D-98")
    void heapIsBoundedByTheWire() {
        List<String> worst = List.of(
                "<a>" + "<b/>".repeat(4_000) + "</a>",
                "<a>" + "<b></b>".repeat(4_000) + "</a>",
                "<a>" + ("<b" + numbered(" a%d=''", 60) + "/>").repeat(400) + "</a>",
                "<a>" + ("<b" + numbered(" xmlns:a%d='u'", 60) + "/>").repeat(300) + "</a>",
                "<a>" + "<b xmlns='u'/><b xmlns='v'/>".repeat(2_000) + "</a>",
                "<a xmlns:p='u'>" + "<b p:c=''/>".repeat(4_000) + "</a>",
                "<a>" + "&gt;".repeat(60_000) + "</a>",
                "<a><![CDATA[" + "&".repeat(250_000) + "]]></a>",
                "<a><b c=\"" + "'".repeat(250_000) + "\"/></a>",
                "<a c=\"" + "x".repeat(250_000) + "\"/>",
                "<a>" + "x".repeat(250_000) + "</a>",
                "<a>" + "<b>".repeat(60) + "</b>".repeat(60) + "</a>");
        for (String stanza : worst) {
            byte[] bytes = Reading.bytes(stanza);
            for (boolean cut : new boolean[] {true, false}) {
                long allocated = allocated(cut ? () -> Reading.cut(bytes) : () -> Reading.whole(bytes));
                double ratio = (double) (allocated - SLACK) / bytes.length;
                System.out.printf(
                        "D-98: %.1f bytes of heap for each of %d bytes of %.20s%n", ratio, bytes.length, stanza);
                assertThat(ratio).as(stanza.substring(0, 20)).isLessThan(ALLOCATED);
            }
        }
    }

    @Test
    @Tag("D-98")
    @Tag("S-10")
    void aLongNamespaceIsNotRepeatedWithoutEnd() {
        String repeated = "<a xmlns:p='" + "x".repeat(1_000) + "'>" + "<p:b/>".repeat(4_000) + "</a>";
        assertThat(Reading.documentRefusal(repeated)).isEqualTo(XmlViolation.Kind.POLICY_VIOLATION);
        byte[] bytes = Reading.bytes(repeated);
        assertThat(allocated(() -> Reading.events(XmlParser.document(Reading.LIMITS), bytes, (from, left) -> left)))
                .isLessThan(20L * bytes.length);
        assertThat(Reading.content("<a xmlns:p='" + "x".repeat(1_000) + "'>" + "<p:b/>".repeat(5) + "</a>"))
                .hasSize(5 * 1_013);
    }

    @Test
    @Tag("D-98")
    void treesAllocateAtMostFortyTimesTheWire() {
        for (String stanza : List.of(
                "<a>" + "<b/>".repeat(4_000) + "</a>",
                "<a>" + "<b>c</b>".repeat(4_000) + "</a>",
                "<a>" + ("<b" + numbered(" a%d=''", 60) + "/>").repeat(400) + "</a>")) {
            ParsedElement element = Reading.element(stanza);
            element.toElement();
            long allocated = allocated(element::toElement);
            double ratio = (double) allocated / stanza.length();
            System.out.printf("D-98: %.1f bytes allocated for the tree of each byte of %.20s%n", ratio, stanza);
            assertThat(ratio).isLessThan(40);
        }
    }

    @Test
    @Tag("S-2")
    void aDocumentTypeCostsNothing() {
        byte[] laughs = Reading.bytes("<!DOCTYPE a [" + numbered("<!ENTITY b%d '&a;&a;&a;'>", 1_000) + "]><a>&b9;</a>");
        assertThat(Reading.refusal(XmlParser.stream(Reading.LIMITS), laughs))
                .isEqualTo(XmlViolation.Kind.RESTRICTED_XML);
        assertThat(allocated(() -> XmlParser.stream(Reading.LIMITS).next(ByteBuffer.wrap(laughs))))
                .isLessThan(SLACK);
    }

    @Test
    void anIdleParserIsTiny() {
        byte[] bytes = Reading.bytes(Reading.HEADER + "<message><body>" + "x".repeat(3_000) + "</body></message>");
        XmlParser[] parsers = new XmlParser[10_000];
        idle(bytes);
        System.gc();
        long before = used();
        for (int i = 0; i < parsers.length; i++) {
            parsers[i] = idle(bytes);
        }
        System.gc();
        long bytesEach = (used() - before) / parsers.length;
        assertThat(parsers).noneMatch(XmlParser::midElement);
        System.out.printf("LIB-08: an idle parser holds %d bytes%n", bytesEach);
        assertThat(bytesEach).isLessThan(128);
    }

    @Test
    @Tag("D-103")
    void namesWithEqualHashesAreNoSlower() {
        String colliding = names("Aa", "BB");
        String ordinary = names("Aa", "Ab");
        long slow = steps(colliding);
        long fast = steps(ordinary);
        assertThat(slow).isLessThan(20 * Math.max(fast, 1_000_000));
    }

    private static XmlParser idle(byte[] bytes) {
        XmlParser parser = XmlParser.stream(Reading.LIMITS);
        Reading.events(parser, bytes, (from, left) -> from == 0 ? Reading.HEADER.length() + 2 : left);
        return parser;
    }

    // Sixty-four attributes of twelve letters in each of many elements; String.hashCode is equal for "Aa" and "BB".
    private static String names(String zero, String one) {
        StringBuilder tag = new StringBuilder("<b");
        for (int i = 0; i < 64; i++) {
            tag.append(' ');
            for (int bit = 0; bit < 6; bit++) {
                tag.append((i >> bit & 1) == 0 ? zero : one);
            }
            tag.append("=''");
        }
        return "<a>" + (tag + "/>").repeat(200) + "</a>";
    }

    private static long steps(String document) {
        byte[] bytes = Reading.bytes(document);
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            long start = THREADS.getCurrentThreadCpuTime();
            Reading.cut(bytes).toElement();
            best = Math.min(best, THREADS.getCurrentThreadCpuTime() - start);
        }
        return best;
    }

    private static String numbered(String form, int count) {
        return IntStream.range(0, count).mapToObj(i -> String.format(form, i)).reduce("", String::concat);
    }

    private static long allocated(Runnable action) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        action.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
