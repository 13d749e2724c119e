package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which bytes are UTF-8, in text, in values, in CDATA and in names. */
@Tag("S-4")
@Tag("LIB-01")
class Utf8Test {
    private static final String[] PLACES = {
        "<m>@</m>",
        "<m>a@b</m>",
        "<m a='@'/>",
        "<m><![CDATA[@]]></m>",
        "<@/>",
        "<m@/>",
        "<m @='1'/>",
        "<m></m@>",
        "<m/>@",
        "<m xmlns='@'/>",
        "<m>&@;</m>",
        "<m>&#@;</m>"
    };

    @ParameterizedTest
    @CsvSource({
        "overlong less-than, C0 BC",
        "overlong slash, C1 AF",
        "overlong in three bytes, E0 80 BC",
        "overlong at the edge, E0 9F BF",
        "overlong in four bytes, F0 80 80 BC",
        "overlong NUL, C0 80",
        "a surrogate, ED A0 80",
        "a pair of surrogates, ED A0 BD ED B8 80",
        "the last surrogate, ED BF BF",
        "lead that swallows markup, EB 3C 62 2F 3E",
        "a lone continuation, 80",
        "a lone continuation above, BF",
        "two bytes cut short, C3",
        "three bytes cut short, E2 82",
        "four bytes cut short, F0 9F 98",
        "lead after lead, C3 C3 A4",
        "above U+10FFFF, F4 90 80 80",
        "F5, F5 80 80 80",
        "five bytes, F8 88 80 80 80",
        "FE, FE",
        "FF, FF",
        "Latin-1 e acute, E9",
    })
    void refusesInEveryPlace(String what, String hex) {
        byte[] bad = HexFormat.ofDelimiter(" ").parseHex(hex);
        for (String place : PLACES) {
            byte[] document = document(place, bad);
            for (int split = 0; split <= document.length; split++) {
                int first = split;
                XmlParser parser = XmlParser.document(Reading.LIMITS);
                var events = Reading.events(parser, document, (from, left) -> from == 0 && first > 0 ? first : left);
                assertThat(events.get(events.size() - 1))
                        .as("%s in %s cut at %s", what, place, split)
                        .isInstanceOfSatisfying(
                                XmlEvent.Refused.class,
                                refused -> assertThat(refused.violation().kind())
                                        .isEqualTo(XmlViolation.Kind.NOT_WELL_FORMED));
            }
        }
    }

    @Test
    void takesWhatTheJdkTakesInTwoBytesAndThree() {
        byte[] bytes = new byte[3];
        for (int i = 0x80; i < 0x100; i++) {
            for (int j = 0; j < 0x100; j++) {
                bytes[0] = (byte) i;
                bytes[1] = (byte) j;
                check(bytes, 2);
                for (int k : i < 0xE0 ? new int[0] : new int[] {0x7F, 0x80, 0xBE, 0xBF, 0xC0}) {
                    bytes[2] = (byte) k;
                    check(bytes, 3);
                }
            }
        }
    }

    @Test
    void takesTheFirstAndTheLastOfEachLength() {
        for (int c : new int[] {0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFD, 0x10000, 0x1FFFE, 0x10FFFF}) {
            String s = new String(Character.toChars(c));
            assertThat(Reading.element("<m a='" + s + "'>" + s + "</m>").toElement())
                    .isEqualTo(Element.named("", "m").attribute("a", s).text(s).build());
        }
    }

    private static void check(byte[] bytes, int length) {
        if (bytes[1] == '<' || bytes[2] == '<' || bytes[1] == '&' || bytes[1] == '\r') {
            return;
        }
        byte[] document = document("<m>@</m>", Arrays.copyOf(bytes, length));
        boolean taken =
                Reading.events(XmlParser.document(Reading.LIMITS), document).get(0) instanceof XmlEvent.Complete;
        if (taken != legal(bytes, length)) {
            fail("%x %x %x", bytes[0], bytes[1], bytes[2]);
        }
    }

    private static boolean legal(byte[] bytes, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .codePoints()
                    .allMatch(XmlChars::isChar);
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static byte[] document(String place, byte[] bytes) {
        XmlBuffer out = new XmlBuffer();
        byte[] around = Reading.bytes(place);
        int at = place.indexOf('@');
        out.write(around, 0, at);
        out.write(bytes, 0, bytes.length);
        out.write(around, at + 1, around.length - at - 1);
        return out.toByteArray();
    }
}
