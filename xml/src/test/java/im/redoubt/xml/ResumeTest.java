package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parser stops and goes on at any byte: not only what is found, but where, and which bytes are left, stays the same. */
@Tag("S-11")
@Tag("LIB-01")
class ResumeTest {
    /** An event and the number of bytes that had been taken when it was returned. */
    private record Found(XmlEvent event, int at) {}

    private static final List<String> STREAMS = List.of(
            Reading.HEADER + "<iq id='1'/>\n<message><body>a&amp;b\r\n</body></message > </stream:stream>more",
            "<a/>more",
            "<a> <b/><c xmlns:p='u'><p:d p:e='é😀'/></c><f><![CDATA[]]]]>]]</f></a >more",
            Reading.HEADER + "<iq/> <presence/>\u0001more",
            Reading.HEADER + "<iq><p:a/></iq>",
            "<?xml version='1.0' encoding='utf-8'?>\r\n<a b='&#10;\r\n\"'>x<b/>",
            "\n\t <a><b><c></b>",
            "");

    private static List<Found> found(XmlParser parser, byte[] bytes, Reading.Cut cut, UnaryOperator<ByteBuffer> form) {
        List<Found> found = new ArrayList<>();
        int from = 0;
        while (from < bytes.length) {
            int length = cut.next(from, bytes.length - from);
            ByteBuffer in = form.apply(ByteBuffer.wrap(bytes, from, length));
            int start = in.position();
            XmlEvent event = XmlEvent.Closed.INSTANCE;
            while (!(event instanceof XmlEvent.Starved)) {
                event = parser.next(in);
                if (event instanceof XmlEvent.Refused) {
                    assertThat(in.hasRemaining()).isFalse();
                    found.add(new Found(event, -1));
                    return found;
                }
                if (event instanceof XmlEvent.Starved) {
                    assertThat(in.hasRemaining()).isFalse();
                    assertThat(in.limit() - start).isEqualTo(length);
                } else {
                    found.add(new Found(event, from + in.position() - start));
                }
                if (event instanceof XmlEvent.Closed) {
                    return found;
                }
            }
            from += length;
        }
        return found;
    }

    private static ByteBuffer direct(ByteBuffer in) {
        ByteBuffer direct = ByteBuffer.allocateDirect(in.remaining() + 5);
        direct.position(3);
        direct.put(in).flip();
        direct.position(3);
        return direct;
    }

    /** A slice whose array begins before it, as network buffers are. */
    private static ByteBuffer offset(ByteBuffer in) {
        byte[] around = new byte[in.remaining() + 12];
        java.util.Arrays.fill(around, (byte) '<');
        in.get(around, 7, in.remaining());
        ByteBuffer slice = ByteBuffer.wrap(around, 4, around.length - 9).slice();
        slice.position(3);
        return slice;
    }

    @Test
    void eventsStandAtTheSameBytesHoweverTheyAreCut() {
        for (String stream : STREAMS) {
            byte[] bytes = Reading.bytes(stream);
            List<Found> whole = found(XmlParser.stream(Reading.LIMITS), bytes, (from, left) -> left, in -> in);
            for (UnaryOperator<ByteBuffer> form : List.<UnaryOperator<ByteBuffer>>of(
                    in -> in, ByteBuffer::asReadOnlyBuffer, ResumeTest::direct, ResumeTest::offset)) {
                assertThat(found(XmlParser.stream(Reading.LIMITS), bytes, (from, left) -> left, form))
                        .isEqualTo(whole);
                assertThat(found(XmlParser.stream(Reading.LIMITS), bytes, (from, left) -> 1, form))
                        .isEqualTo(whole);
                for (int cut = 1; cut < bytes.length; cut++) {
                    int first = cut;
                    Reading.Cut two = (from, left) -> from == 0 ? first : left;
                    assertThat(found(XmlParser.stream(Reading.LIMITS), bytes, two, form))
                            .as("%s cut at %s", stream, cut)
                            .isEqualTo(whole);
                }
            }
        }
    }

    /** Where each event ends: after its last {@code >}, and at the first {@code >} for an empty root that closes at once. */
    @Test
    void anEventEndsWithItsLastByte() {
        List<Found> found =
                found(XmlParser.stream(Reading.LIMITS), Reading.bytes(STREAMS.get(0)), (from, left) -> left, in -> in);
        int header = Reading.HEADER.length();
        assertThat(found)
                .extracting(Found::at)
                .containsExactly(
                        header,
                        header + "<iq id='1'/>".length(),
                        STREAMS.get(0).indexOf("</message >") + "</message >".length(),
                        STREAMS.get(0).indexOf("more"));

        XmlParser parser = XmlParser.stream(Reading.LIMITS);
        ByteBuffer in = ByteBuffer.wrap(Reading.bytes("<a/>more"));
        assertThat(parser.next(in)).isInstanceOf(XmlEvent.Opened.class);
        assertThat(in.remaining()).isEqualTo(4);
        for (int i = 0; i < 3; i++) {
            assertThat(parser.next(in)).isSameAs(XmlEvent.Closed.INSTANCE);
            assertThat(in.remaining()).isEqualTo(4);
        }
        assertThat(parser.midElement()).isFalse();
    }

    /** RFC 6120, section 4.4: after the end tag the stream is over, and what follows it is not read, right or wrong. */
    @Test
    void nothingIsReadAfterTheEnd() {
        for (String more : List.of("", " ", "<iq/>", "</stream:stream>", "<!--", "\u0000", Reading.HEADER)) {
            XmlParser parser = XmlParser.stream(Reading.LIMITS);
            ByteBuffer in = ByteBuffer.wrap(Reading.bytes(Reading.HEADER + "</stream:stream>" + more));
            assertThat(parser.next(in)).isInstanceOf(XmlEvent.Opened.class);
            for (int i = 0; i < 3; i++) {
                assertThat(parser.next(in)).isSameAs(XmlEvent.Closed.INSTANCE);
                assertThat(in.remaining()).isEqualTo(more.length());
            }
        }
    }

    /** Between two reads that say nothing new, an empty buffer of any kind changes nothing. */
    @Test
    void anEmptyReadChangesNothing() {
        byte[] bytes = Reading.bytes(STREAMS.get(0));
        XmlParser parser = XmlParser.stream(Reading.LIMITS);
        List<XmlEvent> events = new ArrayList<>();
        for (int i = 0; i < bytes.length - "more".length(); i++) {
            boolean inside = parser.midElement();
            assertThat(parser.next(ByteBuffer.allocate(0))).isSameAs(XmlEvent.Starved.INSTANCE);
            assertThat(parser.next(ByteBuffer.allocateDirect(0))).isSameAs(XmlEvent.Starved.INSTANCE);
            assertThat(parser.midElement()).isEqualTo(inside);
            XmlEvent event = parser.next(ByteBuffer.wrap(bytes, i, 1));
            if (!(event instanceof XmlEvent.Starved)) {
                events.add(event);
                assertThat(parser.midElement()).isFalse();
            }
        }
        assertThat(events).isEqualTo(Reading.stream(STREAMS.get(0)));
    }

    /** In an XML declaration and after its first bracket, a stream has begun something that it has not finished. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<",
                "<?",
                "<?xml version='1.0'",
                "<?xml version='1.0'?",
                "<a",
                "<a b='",
                "<?xml version='1.0'?><"
            })
    void isInTheMiddleOfSomething(String bytes) {
        for (XmlParser parser : List.of(XmlParser.stream(Reading.LIMITS), XmlParser.document(Reading.LIMITS))) {
            assertThat(parser.midElement()).isFalse();
            parser.next(ByteBuffer.wrap(Reading.bytes(bytes)));
            assertThat(parser.midElement()).as(bytes).isTrue();
            parser.restart();
            assertThat(parser.midElement()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\n",
                "<?xml version='1.0'?>",
                "<?xml version='1.0'?>\n",
                "<a/>",
                "<a></a> ",
                "<!--",
                "</"
            })
    void isBetweenTwoThings(String bytes) {
        XmlParser parser = XmlParser.document(Reading.LIMITS);
        parser.next(ByteBuffer.wrap(Reading.bytes(bytes)));
        assertThat(parser.midElement()).as(bytes).isFalse();
    }

    /** Documents by chance, right and wrong: array and copy, whole and in pieces, from a new parser and from a used one. */
    @Test
    void documentsByChanceAreFoundAtTheSameBytes() {
        XmlParser used = XmlParser.document(Reading.LIMITS);
        XmlParser streamed = XmlParser.stream(Reading.LIMITS);
        int complete = 0;
        for (int seed = 0; seed < 3_000; seed++) {
            Grammar grammar = new Grammar(seed);
            byte[] bytes = Reading.bytes(grammar.document());
            bytes = seed % 2 == 0 ? bytes : grammar.mutated(bytes);
            Random random = new Random(seed);
            List<Found> whole = found(XmlParser.document(Reading.LIMITS), bytes, (from, left) -> left, in -> in);
            Reading.Cut pieces = (from, left) -> 1 + random.nextInt(Math.min(left, 9));

            used.restart();
            assertThat(found(used, bytes, pieces, seed % 3 == 0 ? ResumeTest::direct : ResumeTest::offset))
                    .as("seed %s", seed)
                    .isEqualTo(whole);
            complete += !whole.isEmpty() && whole.get(0).event() instanceof XmlEvent.Complete ? 1 : 0;

            List<Found> stream = found(XmlParser.stream(Reading.LIMITS), bytes, (from, left) -> left, in -> in);
            streamed.restart();
            assertThat(found(streamed, bytes, pieces, ByteBuffer::asReadOnlyBuffer))
                    .as("seed %s", seed)
                    .isEqualTo(stream);
        }
        assertThat(complete).isBetween(600, 2_900);
    }

    /** A copy is made in pieces of two kibibytes: an element may end just before such an edge, at it and after it. */
    @Test
    void theEdgesOfCopiesAreNoEdges() {
        for (int length = 2_048 - 10; length < 2_048 + 10; length++) {
            String first = "<a>" + "x".repeat(length - 7) + "</a>";
            byte[] bytes = Reading.bytes("<s>" + first + first + "<b/></s>rest");
            List<Found> whole = found(XmlParser.stream(Reading.LIMITS), bytes, (from, left) -> left, in -> in);
            assertThat(whole)
                    .extracting(Found::at)
                    .containsExactly(3, 3 + length, 3 + 2 * length, 7 + 2 * length, 11 + 2 * length);
            assertThat(found(XmlParser.stream(Reading.LIMITS), bytes, (from, left) -> left, ResumeTest::direct))
                    .isEqualTo(whole);
        }
    }

    /** What remains of a refused buffer is never read again, in a copy too, also not after a restart. */
    @Test
    @Tag("T-23")
    void aRefusalDropsTheRestOfItsBuffer() {
        for (UnaryOperator<ByteBuffer> form : List.<UnaryOperator<ByteBuffer>>of(
                in -> in, ByteBuffer::asReadOnlyBuffer, ResumeTest::direct, ResumeTest::offset)) {
            XmlParser parser = XmlParser.stream(Reading.LIMITS);
            ByteBuffer in = form.apply(ByteBuffer.wrap(Reading.bytes("<!--" + Reading.HEADER + "<iq/>".repeat(999))));
            assertThat(parser.next(in)).isInstanceOf(XmlEvent.Refused.class);
            assertThat(in.hasRemaining()).isFalse();
            parser.restart();
            assertThat(parser.next(in)).isSameAs(XmlEvent.Starved.INSTANCE);
        }
    }

    /** Limits set in the middle of an element count from the next one on, the header of a new stream included. */
    @Test
    @Tag("S-15")
    void newLimitsCountFromTheNextElementOn() {
        XmlLimits narrow = new XmlLimits(10, 2, 2, 1, 3, 9, 99);
        XmlParser parser = XmlParser.stream(Reading.LIMITS);
        parser.next(ByteBuffer.wrap(Reading.bytes("<s><a><b><c>")));
        parser.next(ByteBuffer.wrap(Reading.bytes("<a><b><c>")));
        parser.limits(narrow);
        ByteBuffer rest = ByteBuffer.wrap(Reading.bytes("<d e='' f=''/></c></b></a> <a>123</a><a>1234</a>"));
        assertThat(parser.next(rest)).isInstanceOf(XmlEvent.Complete.class);
        assertThat(parser.next(rest)).isInstanceOf(XmlEvent.Complete.class);
        assertThat(parser.next(rest)).isInstanceOf(XmlEvent.Refused.class);
        parser.restart();
        assertThat(parser.next(ByteBuffer.wrap(Reading.bytes("<s a='' b=''>")))).isInstanceOf(XmlEvent.Refused.class);
        parser.restart();
        parser.limits(Reading.LIMITS);
        assertThat(parser.next(ByteBuffer.wrap(Reading.bytes("<s a='' b=''>")))).isInstanceOf(XmlEvent.Opened.class);
    }
}
