package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The edges of the limits themselves: what they may be, what they are, and the counters one below, at and one above. */
@Tag("S-10")
@Tag("LIB-01")
class LimitsEdgeTest {
    private static XmlLimits with(int which, int value) {
        int[] values = {9, 9, 9, 9, 9, 9, 9};
        values[which] = value;
        return new XmlLimits(values[0], values[1], values[2], values[3], values[4], values[5], values[6]);
    }

    private static void policy(ThrowingCallable what) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(what)
                .satisfies(refusal ->
                        assertThat(refusal.violation().kind()).isEqualTo(XmlViolation.Kind.POLICY_VIOLATION));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void everyLimitIsAtLeastOne(int which) {
        assertThatCode(() -> with(which, 1)).doesNotThrowAnyException();
        for (int value : new int[] {0, -1, Integer.MIN_VALUE}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> with(which, value))
                    .withMessage("every limit must be at least 1");
        }
    }

    /** Only what is compared pair by pair or walked by recursion has a highest value. */
    @Test
    void threeLimitsHaveAHighestValue() {
        int[] highest = {Integer.MAX_VALUE, 512, Integer.MAX_VALUE, 256, 256, Integer.MAX_VALUE, Integer.MAX_VALUE};
        for (int i = 0; i < highest.length; i++) {
            int which = i;
            assertThatCode(() -> with(which, highest[which])).doesNotThrowAnyException();
            if (highest[which] < Integer.MAX_VALUE) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> with(which, highest[which] + 1))
                        .withMessage("depth up to 512, attributes and namespaces up to 256");
            }
        }
    }

    /** RFC 6120, section 13.12: a limit on stanzas must not be below 10000 bytes. */
    @Test
    @Tag("S-15")
    void theLimitsThatShipAreThese() {
        assertThat(XmlLimits.UNAUTHENTICATED).isEqualTo(new XmlLimits(10_000, 8, 32, 16, 16, 256, 256));
        assertThat(XmlLimits.AUTHENTICATED).isEqualTo(new XmlLimits(256 * 1024, 64, 4_096, 64, 64, 256, 1_024));
        assertThat(XmlLimits.STORED.maxDepth()).isEqualTo(Element.MAX_DEPTH).isEqualTo(512);
        assertThat(XmlLimits.STORED.maxAttributes()).isEqualTo(256);
        assertThat(XmlLimits.STORED.maxNamespaces()).isEqualTo(256);
    }

    /** The {@code <} that was seen before the reader began is a byte of the element. */
    @Test
    void bytesAreCountedFromTheFirst() {
        Budget budget = new Budget(with(0, 9));
        assertThat(budget.received()).isEqualTo(1);
        assertThat(budget.remaining()).isEqualTo(8);
        budget.receive(0);
        budget.receive(5);
        assertThat(budget.received()).isEqualTo(6);
        assertThat(budget.remaining()).isEqualTo(3);
        budget.receive(3);
        assertThat(budget.remaining()).isZero();
    }

    @Test
    void elementsAndDepthAreCountedApart() {
        Budget wide = new Budget(with(2, 3));
        wide.element(1);
        wide.element(9);
        policy(() -> wide.element(10));
        wide.element(9);
        policy(() -> wide.element(1));

        Budget deep = new Budget(with(1, 2));
        deep.element(2);
        policy(() -> deep.element(3));
        for (int i = 0; i < 8; i++) {
            deep.element(1);
        }
        policy(() -> deep.element(1));
    }

    @Test
    void attributesAndDeclarationsAreCountedApart() {
        TagLimits limits = new TagLimits(new XmlLimits(9, 9, 9, 2, 3, 9, 9));
        limits.start(0);
        for (boolean declares : new boolean[] {true, false, true, false, true}) {
            limits.attribute(declares);
        }
        policy(() -> limits.attribute(false));
        limits.start(2);
        limits.attribute(true);
        limits.attribute(false);
        limits.attribute(false);
        policy(() -> limits.attribute(true));
        limits.start(3);
        limits.attribute(false);
        policy(() -> limits.attribute(true));
    }

    @Test
    void aNameAndANamespaceAreMeasuredInBytes() {
        TagLimits limits = new TagLimits(new XmlLimits(9, 9, 9, 9, 9, 4, 5));
        limits.start(0);
        limits.name(4);
        policy(() -> limits.name(5));
        limits.attribute(true);
        limits.value(2);
        limits.value(3);
        policy(() -> limits.value(1));
        limits.attribute(true);
        limits.value(5);
        limits.attribute(false);
        limits.value(1_000_000); // only the bytes of the whole element bound other values
        limits.attribute(true);
        policy(() -> limits.value(6));
    }

    /** The last byte of an element may be the last that the limit allows, also where it opens a stream or closes one. */
    @Test
    @Tag("S-11")
    void theLastByteMayBeTheLastOfTheLimit() {
        String header = "<s xmlns='jabber:client' xmlns:stream='u'>";
        String end = "</s" + " ".repeat(header.length() - 4) + ">";
        XmlLimits exact = new XmlLimits(header.length(), 9, 9, 9, 9, 99, 99);
        XmlLimits less = new XmlLimits(header.length() - 1, 9, 9, 9, 9, 99, 99);
        for (Reading.Cut cut : List.<Reading.Cut>of((from, left) -> left, (from, left) -> 1)) {
            assertThat(Reading.events(XmlParser.stream(exact), Reading.bytes(header + end), cut))
                    .last()
                    .isEqualTo(XmlEvent.Closed.INSTANCE);
            assertThat(Reading.events(XmlParser.stream(exact), Reading.bytes(header + end.replace(">", " >")), cut))
                    .last()
                    .isInstanceOf(XmlEvent.Refused.class);
            assertThat(Reading.events(XmlParser.stream(less), Reading.bytes(header), cut))
                    .singleElement()
                    .isInstanceOf(XmlEvent.Refused.class);
        }
    }

    /**
     * How much the canonical form may be larger than what came: six bytes for each byte and 4096 more, at the end of a start
     * tag. The document puts an element of a long namespace in it again and again, each {@code <p:b/>} of six bytes.
     */
    @Test
    @Tag("D-98")
    void theExpansionIsBoundedToTheByte() {
        int refused = 0;
        for (int n = 500; n < 1_000; n++) {
            refused += expansion(n, 12) ? 0 : 1;
            refused += expansion(n, 13) ? 0 : 1;
        }
        assertThat(refused).isBetween(100, 900);
    }

    /** What stands before an element in the same buffer gives it no more room, and nor does how the bytes are cut. */
    @Test
    @Tag("D-98")
    @Tag("S-11")
    void theExpansionIsNotMeasuredByThePlaceInTheBuffer() {
        String document = "<a xmlns:p='" + "x".repeat(1_000) + "'>" + "<p:b/>".repeat(13) + "</a>";
        for (int before : new int[] {0, 1, 1_000, 100_000}) {
            byte[] bytes = Reading.bytes(" ".repeat(before) + document);
            for (Reading.Cut cut : List.<Reading.Cut>of((from, left) -> left, (from, left) -> 1)) {
                assertThat(Reading.events(XmlParser.document(Reading.LIMITS), bytes, cut))
                        .singleElement()
                        .isInstanceOf(XmlEvent.Refused.class);
            }
        }
    }

    private static boolean expansion(int n, int times) {
        int received = "<a xmlns:p=''>".length() + n;
        int written = 0;
        boolean within = true;
        for (int i = 0; i < times; i++) {
            received += "<p:b/>".length();
            written += "<b xmlns=''>".length() + n;
            within &= written <= 6 * received + 4_096;
            written++; // the slash of the element that ends at once
        }
        String document = "<a xmlns:p='" + "x".repeat(n) + "'>" + "<p:b/>".repeat(times) + "</a>";
        XmlEvent event = Reading.document(document).get(0);
        assertThat(event instanceof XmlEvent.Complete)
                .as("%s times %s", n, times)
                .isEqualTo(within);
        if (event instanceof XmlEvent.Refused refused) {
            assertThat(refused.violation())
                    .isEqualTo(new XmlViolation(
                            XmlViolation.Kind.POLICY_VIOLATION, "namespaces that would be repeated too often"));
        }
        return within;
    }
}
