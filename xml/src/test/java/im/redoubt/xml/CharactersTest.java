package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The classes of characters against the productions of XML 1.0 (fifth edition), written down a second time as ranges. */
@Tag("LIB-01")
class CharactersTest {
    /** Production 2. */
    private static final int[][] CHAR = {{0x9, 0xA}, {0xD, 0xD}, {0x20, 0xD7FF}, {0xE000, 0xFFFD}, {0x10000, 0x10FFFF}};

    /** Production 4, without the colon. */
    private static final int[][] NAME_START = {
        {'A', 'Z'},
        {'_', '_'},
        {'a', 'z'},
        {0xC0, 0xD6},
        {0xD8, 0xF6},
        {0xF8, 0x2FF},
        {0x370, 0x37D},
        {0x37F, 0x1FFF},
        {0x200C, 0x200D},
        {0x2070, 0x218F},
        {0x2C00, 0x2FEF},
        {0x3001, 0xD7FF},
        {0xF900, 0xFDCF},
        {0xFDF0, 0xFFFD},
        {0x10000, 0xEFFFF}
    };

    /** What production 4a has more. */
    private static final int[][] NAME_MORE = {{'-', '.'}, {'0', '9'}, {0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040}};

    private static boolean in(int c, int[][] ranges) {
        for (int[] range : ranges) {
            if (c >= range[0] && c <= range[1]) {
                return true;
            }
        }
        return false;
    }

    @Test
    @Tag("S-9")
    @Tag("S-18")
    void everyCodePointIsInItsClasses() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            boolean start = in(c, NAME_START);
            boolean wrong = XmlChars.isChar(c) != in(c, CHAR)
                    || XmlChars.isNameStart(c) != start
                    || XmlChars.isName(c) != (start || in(c, NAME_MORE));
            assertThat(wrong).as("U+%04X", c).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, 0x110000, Integer.MAX_VALUE})
    void whatIsNoCodePointIsInNone(int c) {
        assertThat(XmlChars.isChar(c)).isFalse();
        assertThat(XmlChars.isNameStart(c)).isFalse();
        assertThat(XmlChars.isName(c)).isFalse();
    }

    @Test
    void theTableKnowsOnlyAscii() {
        int all = XmlChars.NAME_START
                | XmlChars.NAME
                | XmlChars.TEXT
                | XmlChars.VALUE
                | XmlChars.SPACE
                | XmlChars.ESCAPED_IN_TEXT
                | XmlChars.ESCAPED_IN_VALUE;
        for (int b = 0x80; b < 0x100; b++) {
            assertThat(XmlChars.is((byte) b, all)).isFalse();
        }
    }

    /** A byte goes through as it is, or becomes a reference, or is looked at: never two of these. */
    @Test
    @Tag("S-8")
    void noByteIsBothPlainAndEscaped() {
        for (int b = 0; b < 0x80; b++) {
            byte ascii = (byte) b;
            assertThat(XmlChars.is(ascii, XmlChars.TEXT) && XmlChars.is(ascii, XmlChars.ESCAPED_IN_TEXT))
                    .isFalse();
            assertThat(XmlChars.is(ascii, XmlChars.VALUE)
                            && XmlChars.is(ascii, XmlChars.ESCAPED_IN_VALUE)
                            && ascii != '>')
                    .isFalse();
            boolean plain = XmlChars.is(ascii, XmlChars.TEXT) || XmlChars.is(ascii, XmlChars.ESCAPED_IN_TEXT);
            assertThat(plain || ascii == ']').as("0x%02X", b).isEqualTo(XmlChars.isChar(b));
        }
    }

    /** Each class of ASCII by its members. */
    @Test
    void theClassesOfAsciiAreThese() {
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
        assertThat(members(XmlChars.NAME_START)).isEqualTo(letters);
        assertThat(members(XmlChars.NAME)).hasSize(letters.length() + 12).contains("-", ".", "0", "9");
        assertThat(members(XmlChars.SPACE)).isEqualTo("\t\n\r ");
        assertThat(members(XmlChars.ESCAPED_IN_TEXT)).isEqualTo("\r&<>");
        assertThat(members(XmlChars.ESCAPED_IN_VALUE)).isEqualTo("\t\n\r&'<>");
    }

    private static String members(int set) {
        StringBuilder members = new StringBuilder();
        for (int b = 0; b < 0x80; b++) {
            if (XmlChars.is((byte) b, set)) {
                members.append((char) b);
            }
        }
        return members.toString();
    }

    /** The same classes as the parser applies them: a name is taken exactly if each of its characters may stand there. */
    @Test
    @Tag("S-5")
    @Tag("S-18")
    void theParserTakesNamesOfTheseCharactersOnly() {
        int[] edges = {
            0x41, 0x5B, 0x60, 0x7B, 0xB7, 0xBF, 0xC0, 0xD6, 0xD7, 0xD8, 0xF6, 0xF7, 0xF8, 0x2FF, 0x300, 0x36F, 0x370,
            0x37D, 0x37E, 0x37F, 0x1FFF, 0x2000, 0x200B, 0x200C, 0x200D, 0x200E, 0x203E, 0x203F, 0x2040, 0x2041, 0x206F,
            0x2070, 0x218F, 0x2190, 0x2BFF, 0x2C00, 0x2FEF, 0x2FF0, 0x3000, 0x3001, 0xD7FF, 0xE000, 0xF8FF, 0xF900,
            0xFDCF, 0xFDD0, 0xFDEF, 0xFDF0, 0xFFFD, 0x10000, 0xEFFFF, 0xF0000, 0x10FFFF
        };
        for (int c : edges) {
            String s = Character.toString(c);
            assertThat(taken("<" + s + "/>")).as("first U+%04X", c).isEqualTo(XmlChars.isNameStart(c));
            assertThat(taken("<a" + s + "/>")).as("second U+%04X", c).isEqualTo(XmlChars.isName(c));
            assertThat(taken("<a b" + s + "='c'/>"))
                    .as("of an attribute U+%04X", c)
                    .isEqualTo(XmlChars.isName(c));
        }
    }

    private static boolean taken(String document) {
        return Reading.document(document).get(0) instanceof XmlEvent.Complete;
    }

    @ParameterizedTest
    @CsvSource({"0x80,2", "0x7FF,2", "0x800,3", "0xFFFD,3", "0x10000,4", "0x10FFFF,4", "0x0,1", "0x7F,1"})
    void aCodePointHasItsLength(String hex, int length) {
        int c = Integer.decode(hex);
        XmlBuffer out = new XmlBuffer(0);
        out.writeCodePoint(c);

        assertThat(Utf8.length(c)).isEqualTo(length).isEqualTo(out.size());
        assertThat(out.toString()).isEqualTo(Character.toString(c));
    }

    @Test
    @Tag("S-4")
    void everyCodePointIsWrittenAndReadBack() {
        Utf8 utf8 = new Utf8();
        XmlBuffer out = new XmlBuffer();
        for (int c = 0x80; c <= Character.MAX_CODE_POINT; c++) {
            if (XmlChars.isChar(c)) {
                out.clear();
                out.writeCodePoint(c);
                int read = Utf8.PENDING;
                for (int i = 0; i < out.size(); i++) {
                    assertThat(read).isEqualTo(Utf8.PENDING);
                    read = utf8.push(out.array()[i]);
                }
                if (read != c) {
                    assertThat(read).as("U+%04X", c).isEqualTo(c);
                }
            }
        }
        assertThat(utf8.pending()).isFalse();
    }
}
