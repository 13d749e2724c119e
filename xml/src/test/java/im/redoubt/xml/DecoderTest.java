package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The decoder of UTF-8 and the reader of references alone: what they hold between two bytes, and that they begin anew. */
@Tag("LIB-01")
class DecoderTest {
    private static void malformed(org.assertj.core.api.ThrowableAssert.ThrowingCallable what) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(what)
                .satisfies(
                        refusal -> assertThat(refusal.violation().kind()).isEqualTo(XmlViolation.Kind.NOT_WELL_FORMED));
    }

    /** Every character above ASCII, by one decoder, byte after byte: it is pending until the last byte and not after. */
    @Test
    @Tag("S-4")
    void everyCharacterIsDecodedAndLeavesNothingBehind() {
        Utf8 utf8 = new Utf8();
        XmlBuffer out = new XmlBuffer(0);
        for (int c = 0x80; c <= Character.MAX_CODE_POINT; c++) {
            if (!XmlChars.isChar(c)) {
                continue;
            }
            out.clear();
            out.writeCodePoint(c);
            boolean right = out.size() == Utf8.length(c) && !utf8.pending();
            for (int i = 0; i < out.size(); i++) {
                int pushed = utf8.push(out.array()[i]);
                boolean last = i == out.size() - 1;
                right &= pushed == (last ? c : Utf8.PENDING) && utf8.pending() == !last;
            }
            assertThat(right).as("U+%04X", c).isTrue();
        }
    }

    @Test
    void codePointsAreWrittenAsThePlatformWritesThem() {
        XmlBuffer out = new XmlBuffer(0);
        for (int c = 0; c <= Character.MAX_CODE_POINT; c += c < 0x1000 ? 1 : 37) {
            if (c < 0xD800 || c > 0xDFFF) {
                out.clear();
                out.writeCodePoint(c);
                assertThat(out.toByteArray()).isEqualTo(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** A run ends before the first ASCII byte after a whole character, and an ASCII byte inside of one is an error. */
    @Test
    @Tag("S-4")
    @Tag("S-11")
    void aRunEndsBeforeAsciiHoweverItIsCut() {
        byte[] bytes = Reading.bytes("éж水😀ñ\u0080\u07FF\u0800\uFFFD<éé");
        int end = Reading.bytes("éж水😀ñ\u0080\u07FF\u0800\uFFFD").length;
        for (int cut = 0; cut <= end; cut++) {
            Utf8 utf8 = new Utf8();
            assertThat(utf8.run(bytes, 0, cut)).isEqualTo(cut);
            boolean inside = cut < end && (bytes[cut] & 0xC0) == 0x80;
            assertThat(utf8.pending()).as("cut at %s", cut).isEqualTo(inside);
            assertThat(utf8.run(bytes, cut, bytes.length)).isEqualTo(end);
            assertThat(utf8.run(bytes, end, bytes.length)).isEqualTo(end);
            assertThat(utf8.run(bytes, end + 1, bytes.length)).isEqualTo(bytes.length);
        }
    }

    /** All pairs of bytes as a run: the short way for two bytes and the long way for each byte say the same. */
    @Test
    @Tag("S-4")
    void aRunTakesTheSamePairsAsSingleBytes() {
        for (int i = 0x80; i < 0x100; i++) {
            for (int j = 0; j < 0x100; j++) {
                byte[] pair = {(byte) i, (byte) j, 'a'};
                assertThat(outcome(pair, false)).as("%x %x", i, j).isEqualTo(outcome(pair, true));
            }
        }
    }

    private static String outcome(byte[] pair, boolean single) {
        Utf8 utf8 = new Utf8();
        try {
            int p = single ? utf8.run(pair, 0, 1) : 0;
            p = utf8.run(pair, p, 2);
            return p + (utf8.pending() ? " pending" : " whole");
        } catch (Refusal refusal) {
            return refusal.violation().toString();
        }
    }

    /** A whole character of two bytes inside of a longer one is refused, though what remains would complete the longer. */
    @Test
    @Tag("S-4")
    void aPairInsideOfALongerCharacterIsRefused() {
        for (String around : new String[] {"é", "€", "😀", "\u0800", "\uD7FF", "\uDBFF\uDFFF"}) {
            byte[] longer = Reading.bytes(around);
            for (String pair : new String[] {"\u0080", "é", "ж", "\u07FF"}) {
                for (int at = 1; at < longer.length; at++) {
                    XmlBuffer bytes = new XmlBuffer(0);
                    bytes.write(longer, 0, at);
                    bytes.write(Reading.bytes(pair), 0, 2);
                    bytes.write(longer, at, longer.length - at);
                    byte[] wrong = bytes.toByteArray();
                    malformed(() -> new Utf8().run(wrong, 0, wrong.length));
                    for (String place : new String[] {"<a>@</a>", "<a><![CDATA[@]]></a>", "<a b='@'/>", "<a@/>"}) {
                        XmlBuffer document = new XmlBuffer(0);
                        String[] parts = place.split("@", -1);
                        document.write(Reading.bytes(parts[0]), 0, parts[0].length());
                        document.write(wrong, 0, wrong.length);
                        document.write(Reading.bytes(parts[1]), 0, parts[1].length());
                        assertThat(Reading.refusal(XmlParser.document(Reading.LIMITS), document.toByteArray()))
                                .isEqualTo(XmlViolation.Kind.NOT_WELL_FORMED);
                    }
                }
            }
        }
    }

    /** After the narrower second byte of some leads, the next character has the whole range again. */
    @ParameterizedTest
    @ValueSource(strings = {"E0 A0 80", "ED 9F BF", "F0 90 80 80", "F4 8F BF BF"})
    @Tag("S-4")
    void aNarrowSecondByteNarrowsNothingElse(String hex) {
        byte[] narrow = java.util.HexFormat.ofDelimiter(" ").parseHex(hex);
        for (int next : new int[] {0x80, 0xBF}) {
            Utf8 utf8 = new Utf8();
            assertThat(utf8.run(narrow, 0, narrow.length)).isEqualTo(narrow.length);
            utf8.push((byte) 0xC3);
            assertThat(utf8.push((byte) next)).isEqualTo(0xC0 + next - 0x80);
        }
        Utf8 utf8 = new Utf8();
        utf8.push(narrow[0]);
        malformed(() -> utf8.push((byte) ((narrow[0] & 0xFF) == 0xED || (narrow[0] & 0xFF) == 0xF4 ? 0xBF : 0x80)));
    }

    private static int read(Reference reference, String s) {
        reference.start();
        byte[] bytes = Reading.bytes(s);
        for (int i = 0; i < bytes.length; i++) {
            int p = reference.read(bytes, i, i + 1);
            if (p < 0) {
                assertThat(~p).isEqualTo(i + 1);
                assertThat(i).isEqualTo(bytes.length - 1);
                return reference.codePoint();
            }
            assertThat(p).isEqualTo(i + 1);
        }
        return Utf8.PENDING;
    }

    /** One reader for many references: nothing of one is left in the next, whole or cut, finished or refused. */
    @Test
    @Tag("S-2")
    @Tag("S-11")
    void eachReferenceBeginsAnew() {
        String[] references = {"lt;", "#65;", "quot;", "#x1F600;", "amp;", "gt;", "#9;", "apos;", "#x10FFFF;", "#00;"};
        int[] meant = {'<', 'A', '"', 0x1F600, '&', '>', '\t', '\'', 0x10FFFF, -1};
        Reference reference = new Reference();
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            int which = random.nextInt(references.length);
            if (meant[which] < 0) {
                malformed(() -> read(reference, references[which]));
            } else {
                assertThat(read(reference, references[which])).isEqualTo(meant[which]);
            }
            String part = references[random.nextInt(references.length)];
            int cut = random.nextInt(part.length());
            assertThat(read(reference, part.substring(0, cut))).isEqualTo(Utf8.PENDING);
        }
    }

    /** Numbers beyond all characters stay beyond, however many digits follow: no number comes round to a small one. */
    @ParameterizedTest
    @CsvSource({
        "#1114112;",
        "#x110000;",
        "#4294967361;",
        "#x100000041;",
        "#18446744073709551681;",
        "#x10000000000000041;"
    })
    @Tag("S-9")
    void noNumberComesRound(String reference) {
        malformed(() -> read(new Reference(), reference));
        malformed(() -> read(new Reference(), reference.replace(";", "0".repeat(300) + ";")));
        String zeros = reference.startsWith("#x") ? "#x" + "0".repeat(300) : "#" + "0".repeat(300);
        assertThat(read(new Reference(), zeros + "41;")).isEqualTo(reference.startsWith("#x") ? 0x41 : 41);
    }

    @Test
    void aReferenceLeavesWhatFollows() {
        byte[] bytes = Reading.bytes("&amp;lt;");
        Reference reference = new Reference();
        reference.start();
        assertThat(reference.read(bytes, 1, bytes.length)).isEqualTo(~5);
        assertThat(reference.codePoint()).isEqualTo('&');
        reference.start();
        assertThat(reference.read(bytes, 5, 7)).isEqualTo(7);
        assertThat(reference.read(bytes, 7, 7)).isEqualTo(7);
        assertThat(reference.read(bytes, 7, 8)).isEqualTo(~8);
        assertThat(reference.codePoint()).isEqualTo('<');
    }

    @Test
    @Tag("R-82")
    void aBufferRefusesMoreThanAnArrayCanHoldAndKeepsWhatItHas() {
        XmlBuffer out = new XmlBuffer(4);
        out.write(Reading.bytes("abcde"), 0, 5);
        for (int more : new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE - 16, Integer.MAX_VALUE - 20}) {
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> out.write(new byte[0], 0, more));
        }
        assertThat(out).hasToString("abcde");
        assertThat(out.size()).isEqualTo(5);
    }

    /** A buffer that is used again has the room that it had. */
    @Test
    void aClearedBufferKeepsItsRoomAndGivesCopies() {
        XmlBuffer out = new XmlBuffer(4);
        byte[] inside = out.array();
        out.write(Reading.bytes("abcd"), 0, 4);
        assertThat(out.array()).isSameAs(inside);
        assertThat(out.toByteArray()).isNotSameAs(inside).isEqualTo(Reading.bytes("abcd"));
        out.clear();
        out.write('x');
        assertThat(out.array()).isSameAs(inside);
        out.write(Reading.bytes("abcd"), 0, 4);
        assertThat(out.array()).isNotSameAs(inside).hasSizeGreaterThanOrEqualTo(20);
        assertThat(out).hasToString("xabcd");
    }
}
