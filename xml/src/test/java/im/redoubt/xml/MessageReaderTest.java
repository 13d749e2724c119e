package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages are one element each, nothing around it, and how they are cut changes nothing (RFC 7395 section 3.3). */
@Tag("S-16")
@Tag("LIB-01")
class MessageReaderTest {
    private static final String MESSAGE =
            "<message xmlns='jabber:client' to='j@é.example'><body>a\r\n&amp;中😀<![CDATA[<]]></body></message >";

    private final MessageReader reader = new MessageReader(Reading.LIMITS);

    private static ByteBuffer buffer(String text) {
        return ByteBuffer.wrap(Reading.bytes(text));
    }

    private XmlEvent message(String text) {
        return reader.next(buffer(text), true);
    }

    /** Reads a message in pieces; only at its end, or when it is refused, may there be anything but hunger. */
    private static XmlEvent inPieces(byte[] bytes, Reading.Cut cut) {
        MessageReader reader = new MessageReader(Reading.LIMITS);
        int from = 0;
        while (from < bytes.length) {
            int length = cut.next(from, bytes.length - from);
            XmlEvent event = reader.next(ByteBuffer.wrap(bytes, from, length), from + length == bytes.length);
            from += length;
            if (!(event instanceof XmlEvent.Starved)) {
                assertThat(event instanceof XmlEvent.Refused || from == bytes.length)
                        .as("nothing is handed out before the end")
                        .isTrue();
                return event;
            }
        }
        return reader.next(ByteBuffer.allocate(0), true);
    }

    private static XmlViolation.Kind kind(XmlEvent event) {
        assertThat(event).isInstanceOf(XmlEvent.Refused.class);
        return ((XmlEvent.Refused) event).violation().kind();
    }

    @Test
    void readsOneMessageAfterTheOther() {
        for (int i = 0; i < 3; i++) {
            assertThat(message(MESSAGE)).isEqualTo(new XmlEvent.Complete(Reading.element(MESSAGE)));
            assertThat(message("<a/>")).isEqualTo(new XmlEvent.Complete(Reading.element("<a/>")));
        }
    }

    /** Nothing of one message is in scope in the next. */
    @Test
    void eachMessageDeclaresWhatItNeeds() {
        message("<a xmlns='urn:a' xmlns:p='urn:p'><p:b/></a>");
        assertThat(message("<a/>")).isEqualTo(new XmlEvent.Complete(Reading.element("<a/>")));
        assertThat(kind(message("<p:b/>"))).isEqualTo(XmlViolation.Kind.BAD_NAMESPACE_PREFIX);
    }

    @Test
    @Tag("S-11")
    void anElementIsHeldUntilItsMessageEnds() {
        assertThat(reader.next(buffer("<a/>"), false)).isInstanceOf(XmlEvent.Starved.class);
        assertThat(reader.next(buffer(""), false)).isInstanceOf(XmlEvent.Starved.class);
        assertThat(reader.next(buffer(""), true)).isInstanceOf(XmlEvent.Complete.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<a/><b/>|NOT_WELL_FORMED",
                "<a></a>x|NOT_WELL_FORMED",
                "`<a/> `|NOT_WELL_FORMED",
                "`<a/>\n`|NOT_WELL_FORMED",
                "` <a/>`|NOT_WELL_FORMED",
                "`\n`|NOT_WELL_FORMED",
                "``|NOT_WELL_FORMED",
                "x|NOT_WELL_FORMED",
                "<|NOT_WELL_FORMED",
                "<a|NOT_WELL_FORMED",
                "<a>|NOT_WELL_FORMED",
                "<a><b></b>|NOT_WELL_FORMED",
                "</a>|NOT_WELL_FORMED",
                "<a/></a>|NOT_WELL_FORMED",
                "<?xml version='1.0'?><a/>|NOT_WELL_FORMED",
                "<?xml version='1.0' encoding='UTF-16'?><a/>|NOT_WELL_FORMED",
                "<a/><?xml version='1.0'?>|NOT_WELL_FORMED",
                "\uFEFF<a/>|NOT_WELL_FORMED",
                "<![CDATA[a]]>|NOT_WELL_FORMED",
                "<a/><!-- b -->|NOT_WELL_FORMED",
                "<!DOCTYPE a><a/>|RESTRICTED_XML",
                "<!-- b --><a/>|RESTRICTED_XML",
                "<a><!-- b --></a>|RESTRICTED_XML",
                "<?b c?><a/>|RESTRICTED_XML",
                "<a>&b;</a>|RESTRICTED_XML",
                "<stream:stream xmlns:stream='http://etherx.jabber.org/streams'>|BAD_FORMAT",
                "<stream:stream xmlns:stream='http://etherx.jabber.org/streams'/>|BAD_FORMAT",
                "<stream:features/>|BAD_NAMESPACE_PREFIX",
                "<a>\u0001</a>|NOT_WELL_FORMED",
            })
    @Tag("S-1")
    @Tag("S-3")
    @Tag("S-6")
    void isRefusedHoweverItIsCut(String message, XmlViolation.Kind expected) {
        byte[] bytes = Reading.bytes(message);
        XmlEvent whole = inPieces(bytes, (from, left) -> left);
        assertThat(kind(whole)).isEqualTo(expected);
        assertThat(inPieces(bytes, (from, left) -> 1)).isEqualTo(whole);
        for (int cut = 1; cut < bytes.length; cut++) {
            int first = cut;
            assertThat(inPieces(bytes, (from, left) -> from == 0 ? first : left))
                    .as("cut at %s", cut)
                    .isEqualTo(whole);
        }
    }

    /** UTF-16, UTF-32, and bytes that are no UTF-8 at all. */
    @Test
    @Tag("S-4")
    @Tag("S-12")
    void otherEncodingsAreRefused() {
        assertThat(kind(inPieces(Reading.latin("\u00ff\u00fe<\0a\0/\0>\0"), (from, left) -> left)))
                .isEqualTo(XmlViolation.Kind.UNSUPPORTED_ENCODING);
        assertThat(kind(inPieces(Reading.latin("\0<\0a\0/\0>"), (from, left) -> left)))
                .isEqualTo(XmlViolation.Kind.UNSUPPORTED_ENCODING);
        assertThat(kind(inPieces(Reading.latin("<\0a\0/\0>\0"), (from, left) -> left)))
                .isEqualTo(XmlViolation.Kind.UNSUPPORTED_ENCODING);
        assertThat(kind(inPieces(Reading.latin("<a>\u00c0\u00bc</a>"), (from, left) -> left)))
                .isEqualTo(XmlViolation.Kind.NOT_WELL_FORMED);
    }

    /** A character, a reference or a tag may stand on both sides of an edge. */
    @Test
    @Tag("S-11")
    void howAMessageIsCutChangesNothing() {
        byte[] bytes = Reading.bytes(MESSAGE);
        XmlEvent whole = new XmlEvent.Complete(Reading.element(MESSAGE));
        for (int cut = 1; cut < bytes.length; cut++) {
            int first = cut;
            assertThat(inPieces(bytes, (from, left) -> from == 0 ? first : left))
                    .as("cut at %s", cut)
                    .isEqualTo(whole);
        }
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            assertThat(inPieces(bytes, (from, left) -> Math.min(left, 1 + random.nextInt(9))))
                    .isEqualTo(whole);
        }
    }

    /** Documents by chance: a message is taken exactly if it is a document with nothing around its element. */
    @Test
    @Tag("S-11")
    void takesWhatADocumentParserTakesAndNothingAround() {
        int taken = 0;
        for (int seed = 0; seed < 3_000; seed++) {
            Grammar grammar = new Grammar(seed);
            byte[] bytes = Reading.bytes(grammar.document());
            bytes = seed % 2 == 0 ? bytes : grammar.mutated(bytes);
            Random random = new Random(seed);
            XmlEvent whole = inPieces(bytes, (from, left) -> left);
            assertThat(inPieces(bytes, (from, left) -> 1 + random.nextInt(Math.min(left, 9))))
                    .as("seed %s", seed)
                    .isEqualTo(whole);
            if (whole instanceof XmlEvent.Complete) {
                taken++;
                assertThat(Reading.events(XmlParser.document(Reading.LIMITS), bytes)
                                .get(0))
                        .isEqualTo(whole);
                assertThat(bytes[0]).isEqualTo((byte) '<');
                assertThat(bytes[bytes.length - 1]).isEqualTo((byte) '>');
            }
        }
        assertThat(taken).isBetween(300, 2_900);
    }

    /** The limit counts the bytes of the element, and holds in the middle of a message that never ends. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1_000})
    @Tag("S-10")
    void aMessageWithoutEndIsRefusedAtTheLimit(int piece) {
        MessageReader strict = new MessageReader(XmlLimits.UNAUTHENTICATED);
        int fed = 3;
        XmlEvent event = strict.next(buffer("<a>"), false);
        while (event instanceof XmlEvent.Starved) {
            assertThat(fed).isLessThanOrEqualTo(XmlLimits.UNAUTHENTICATED.maxBytes());
            event = strict.next(buffer("x".repeat(piece)), false);
            fed += piece;
        }
        assertThat(kind(event)).isEqualTo(XmlViolation.Kind.POLICY_VIOLATION);
        assertThat(fed).isGreaterThanOrEqualTo(XmlLimits.UNAUTHENTICATED.maxBytes());
    }

    @Test
    @Tag("S-15")
    void newLimitsCountFromTheNextMessageOn() {
        String message = "<a>" + "x".repeat(20_000) + "</a>";
        MessageReader growing = new MessageReader(XmlLimits.UNAUTHENTICATED);
        growing.next(buffer("<b>"), false);
        growing.limits(XmlLimits.AUTHENTICATED);
        assertThat(growing.next(buffer("</b>"), true)).isInstanceOf(XmlEvent.Complete.class);
        assertThat(growing.next(buffer(message), true)).isInstanceOf(XmlEvent.Complete.class);
        growing.limits(XmlLimits.UNAUTHENTICATED);
        assertThat(kind(growing.next(buffer(message), true))).isEqualTo(XmlViolation.Kind.POLICY_VIOLATION);
    }

    @Test
    void aRefusalIsFinal() {
        XmlEvent refused = message("<a/><b/>");
        ByteBuffer more = buffer("<a/>");
        assertThat(reader.next(more, true)).isSameAs(refused);
        assertThat(message("")).isSameAs(refused);
    }

    /** An element that was complete when the rest was refused is not handed out later. */
    @Test
    void nothingOfARefusedMessageRemains() {
        reader.next(buffer("<a/>"), false);
        XmlEvent refused = reader.next(buffer(" "), false);
        assertThat(refused).isInstanceOf(XmlEvent.Refused.class);
        assertThat(reader.next(buffer(""), true)).isSameAs(refused);
    }
}
