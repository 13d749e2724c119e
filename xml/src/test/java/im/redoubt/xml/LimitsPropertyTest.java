package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Limits against documents that are measured another way: taken exactly if nothing is above, and refused as a policy. */
@Tag("S-10")
@Tag("LIB-01")
@Tag("LIB-08")
class LimitsPropertyTest {
    private static final int MANY = 1 << 20;

    /** What there is to be counted in a document. */
    private record Measure(int bytes, int depth, int elements, int attributes, int namespaces, int nameBytes) {
        boolean within(XmlLimits limits) {
            return bytes <= limits.maxBytes()
                    && depth <= limits.maxDepth()
                    && elements <= limits.maxElements()
                    && attributes <= limits.maxAttributes()
                    && namespaces <= limits.maxNamespaces()
                    && nameBytes <= limits.maxNameBytes();
        }
    }

    /** A document made by chance, measured while it is made. */
    private static final class Made {
        private final StringBuilder text = new StringBuilder();
        private final Random random;
        private int depth;
        private int elements;
        private int attributes;
        private int namespaces;
        private int nameBytes;

        private Made(Random random) {
            this.random = random;
            element(1, 0);
        }

        private void element(int level, int outer) {
            String name = "e".repeat(1 + random.nextInt(6));
            elements++;
            depth = Math.max(depth, level);
            count(name);
            text.append('<').append(name);
            int declared = random.nextInt(3);
            for (int i = 0; i < declared; i++) {
                String prefix = "xmlns:p" + i;
                count(prefix);
                text.append(' ').append(prefix).append("='u'");
            }
            namespaces = Math.max(namespaces, outer + declared);
            int own = random.nextInt(4);
            attributes = Math.max(attributes, own);
            for (int i = 0; i < own; i++) {
                String attribute = "a" + i + "x".repeat(random.nextInt(6));
                count(attribute);
                text.append(' ').append(attribute).append("='v'");
            }
            text.append('>');
            for (int children = random.nextInt(level > 5 ? 1 : 3); children > 0; children--) {
                element(level + 1, outer + declared);
            }
            text.append("t</").append(name).append('>');
        }

        private void count(String name) {
            nameBytes = Math.max(nameBytes, name.length());
        }

        private Measure measure() {
            return new Measure(text.length(), depth, elements, attributes, namespaces, nameBytes);
        }
    }

    @Test
    void aDocumentIsTakenExactlyIfItIsWithinEveryLimit() {
        int taken = 0;
        int refused = 0;
        for (int seed = 0; seed < 6_000; seed++) {
            Random random = new Random(seed);
            Made made = new Made(random);
            Measure measure = made.measure();
            XmlLimits limits = new XmlLimits(
                    around(random, measure.bytes()),
                    around(random, measure.depth()),
                    around(random, measure.elements()),
                    around(random, measure.attributes()),
                    around(random, measure.namespaces()),
                    around(random, measure.nameBytes()),
                    16);
            List<XmlEvent> events = Reading.events(XmlParser.document(limits), Reading.bytes(made.text.toString()));
            boolean complete = events.get(0) instanceof XmlEvent.Complete;

            assertThat(complete).as("%s %s %s", made.text, measure, limits).isEqualTo(measure.within(limits));
            if (!complete) {
                assertThat(((XmlEvent.Refused) events.get(0)).violation().kind())
                        .isEqualTo(XmlViolation.Kind.POLICY_VIOLATION);
            }
            taken += complete ? 1 : 0;
            refused += complete ? 0 : 1;
        }
        assertThat(taken).isGreaterThan(500);
        assertThat(refused).isGreaterThan(500);
    }

    /** Mostly enough, sometimes just enough, sometimes one too few. */
    private static int around(Random random, int measured) {
        return Math.max(
                1,
                switch (random.nextInt(10)) {
                    case 0 -> measured - 1;
                    case 1 -> measured;
                    default -> measured + random.nextInt(4);
                });
    }

    /** Each limit alone, in a document that is just at it and one that is one above, whole and in single bytes. */
    @TestFactory
    Stream<DynamicTest> eachLimitIsExact() {
        List<DynamicTest> tests = new ArrayList<>();
        for (int n : new int[] {1, 2, 7, 31}) {
            tests.add(exact("depth", n, new XmlLimits(MANY, n, MANY, 64, 64, 64, 64), LimitsPropertyTest::nested));
            tests.add(exact("elements", n, new XmlLimits(MANY, 64, n, 64, 64, 64, 64), LimitsPropertyTest::wide));
            tests.add(
                    exact("attributes", n, new XmlLimits(MANY, 64, 64, n, 64, 64, 64), LimitsPropertyTest::attributes));
            tests.add(exact(
                    "namespaces", n, new XmlLimits(MANY, 64, 64, 64, n, 64, 64), LimitsPropertyTest::declarations));
            tests.add(exact(
                    "name", n, new XmlLimits(MANY, 64, 64, 64, 64, n, 64), count -> "<" + "a".repeat(count) + "/>"));
            tests.add(exact(
                    "bytes",
                    n + 10,
                    new XmlLimits(n + 10, 64, 64, 64, 64, 64, 64),
                    count -> "<a>" + "t".repeat(count - 7) + "</a>"));
            tests.add(exact(
                    "namespace",
                    n,
                    new XmlLimits(MANY, 64, 64, 64, 64, 64, n),
                    count -> "<a xmlns='" + "u".repeat(count) + "'/>"));
        }
        return tests.stream();
    }

    private static DynamicTest exact(String what, int limit, XmlLimits limits, IntFunction<String> document) {
        return DynamicTest.dynamicTest(what + " up to " + limit, () -> {
            for (Reading.Cut cut : List.<Reading.Cut>of((from, left) -> left, (from, left) -> 1)) {
                List<XmlEvent> at =
                        Reading.events(XmlParser.document(limits), Reading.bytes(document.apply(limit)), cut);
                List<XmlEvent> above =
                        Reading.events(XmlParser.document(limits), Reading.bytes(document.apply(limit + 1)), cut);

                assertThat(at.get(0)).isInstanceOf(XmlEvent.Complete.class);
                assertThat(((XmlEvent.Refused) above.get(0)).violation().kind())
                        .isEqualTo(XmlViolation.Kind.POLICY_VIOLATION);
            }
        });
    }

    private static String nested(int depth) {
        return "<a>".repeat(depth) + "</a>".repeat(depth);
    }

    private static String wide(int elements) {
        return "<a>" + "<b/>".repeat(elements - 1) + "</a>";
    }

    private static String attributes(int count) {
        StringBuilder text = new StringBuilder("<a");
        for (int i = 0; i < count; i++) {
            text.append(" b").append(i).append("='1'");
        }
        return text.append("/>").toString();
    }

    private static String declarations(int count) {
        StringBuilder text = new StringBuilder("<a");
        for (int i = 0; i < count; i++) {
            text.append(" xmlns:p").append(i).append("='u'");
        }
        return text.append("/>").toString();
    }

    /** Each element has its limits for itself: a long stream of small ones is no large one. */
    @Test
    @Tag("S-11")
    void limitsBeginAnewWithEachStanza() {
        XmlLimits limits = new XmlLimits(400, 3, 4, 2, 8, 64, 64);
        StringBuilder stream = new StringBuilder(Reading.HEADER);
        for (int i = 0; i < 1_000; i++) {
            stream.append("<m a='1' b='2'><x><y/></x><z/></m> ");
        }
        List<XmlEvent> events = Reading.events(XmlParser.stream(limits), Reading.bytes(stream.toString()));

        assertThat(events).hasSize(1_002);
        assertThat(events.get(1_001)).isInstanceOf(XmlEvent.Starved.class);
    }

    /** White space between stanzas is no part of any, however much of it there is. */
    @Test
    @Tag("S-20")
    void whiteSpaceBetweenStanzasIsCountedToNone() {
        XmlLimits limits = new XmlLimits(400, 3, 4, 2, 8, 64, 64);
        String stream = Reading.HEADER + " ".repeat(5_000) + "<m/>" + "\n".repeat(5_000) + "<m/>";

        assertThat(Reading.events(XmlParser.stream(limits), Reading.bytes(stream)))
                .hasSize(4);
    }
}
