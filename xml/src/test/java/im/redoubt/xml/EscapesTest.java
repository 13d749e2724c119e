package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is written as text or as a value reads back as itself, and as nothing else, for us and for others. */
@Tag("S-8")
@Tag("LIB-01")
class EscapesTest {
    private static final Woodstox WOODSTOX = new Woodstox();

    private static String text(String s) {
        XmlBuffer out = new XmlBuffer(0);
        Escapes.text(s, out);
        return out.toString();
    }

    private static String value(String s) {
        XmlBuffer out = new XmlBuffer(0);
        Escapes.value(s, out);
        return out.toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a           | a           | a
            <           | &lt;        | &lt;
            >           | &gt;        | &gt;
            &           | &amp;       | &amp;
            '           | '           | &apos;
            "           | "           | "
            &amp;       | &amp;amp;   | &amp;amp;
            ]]>         | ]]&gt;      | ]]&gt;
            <![CDATA[   | &lt;![CDATA[ | &lt;![CDATA[
            é水😀       | é水😀       | é水😀
            """)
    void hasOneFormForEachCharacter(String s, String text, String value) {
        assertThat(text(s)).isEqualTo(text);
        assertThat(value(s)).isEqualTo(value);
    }

    @Test
    void whiteSpaceIsKeptThroughTheNormalizationOfValues() {
        assertThat(text("\t\n\r ")).isEqualTo("\t\n&#xD; ");
        assertThat(value("\t\n\r ")).isEqualTo("&#x9;&#xA;&#xD; ");
    }

    @ParameterizedTest
    @ValueSource(ints = {'a', '"', ' ', 0, 0x7F, -1})
    void nothingElseHasAReference(int c) {
        assertThatIllegalStateException().isThrownBy(() -> Escapes.reference(c, new XmlBuffer()));
    }

    /** Random strings of what matters, in text and in a value, read by ours and by Woodstox. */
    @Test
    @Tag("S-7")
    void everyStringReadsBackAsItself() {
        Random random = new Random(8);
        String alphabet = "<>&'\"]\t\n\r =/!?-[CDATA;#x0a;amplt:é水\u0085\u2028";
        for (int i = 0; i < 5_000; i++) {
            StringBuilder s = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                s.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String document = "<m a='" + value(s.toString()) + "'>" + text(s.toString()) + "</m>";
            Element expected = Element.named("", "m")
                    .attribute("a", s.toString())
                    .text(s.toString())
                    .build();

            assertThat(Reading.element(document).toElement()).isEqualTo(expected);
            assertThat(WOODSTOX.read(Reading.bytes(document))).contains(expected);
        }
    }

    /** What is written of a part of an array is that part. */
    @Test
    void onlyThePartThatIsMeantIsWritten() {
        byte[] bytes = Reading.bytes("<a>b<c>");
        for (int from = 0; from <= bytes.length; from++) {
            for (int to = from; to <= bytes.length; to++) {
                XmlBuffer asText = new XmlBuffer(0);
                XmlBuffer asValue = new XmlBuffer(0);
                Escapes.text(bytes, from, to, asText);
                Escapes.value(bytes, from, to, asValue);
                String part = "<a>b<c>".substring(from, to);

                assertThat(asText).hasToString(text(part));
                assertThat(asValue).hasToString(value(part));
            }
        }
    }

    /** Names and numbers of references, and what they stand for; {@code -} for a refusal. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            &lt;          | <
            &gt;          | >
            &amp;         | &
            &apos;        | '
            &quot;        | "
            &#60;         | <
            &#x3C;        | <
            &#x3c;        | <
            &#0060;       | <
            &#x00003c;    | <
            &#228;        | ä
            &#x20AC;      | €
            &#128512;     | 😀
            &#x1F600;     | 😀
            &LT;          | -
            &Lt;          | -
            &lt           | -
            &l;           | -
            &ltt;         | -
            &a;           | -
            &am;          | -
            &ampe;        | -
            &apo;         | -
            &aposs;       | -
            &quo;         | -
            &quott;       | -
            &xapos;       | -
            &xxxxquot;    | -
            &lt lt;       | -
            &#;           | -
            &#x;          | -
            &#X3C;        | -
            &#60          | -
            &#6 0;        | -
            &#-60;        | -
            &#+60;        | -
            &#0x3C;       | -
            &#3C;         | -
            &#xG;         | -
            &#x3C         | -
            &#1.0;        | -
            &#٦٠;         | -
            &#4294967356; | -
            &#x10000003C; | -
            &;            | -
            & lt;         | -
            &é;           | -
            """)
    @Tag("S-2")
    @Tag("S-9")
    void aReferenceStandsForOneCharacterOrIsRefused(String reference, String character) {
        String inText = "<m>" + reference + "</m>";
        String inValue = "<m a='" + reference + "'/>";
        if (character.equals("-")) {
            assertThat(Reading.document(inText)).last().isInstanceOf(XmlEvent.Refused.class);
            assertThat(Reading.document(inValue)).last().isInstanceOf(XmlEvent.Refused.class);
        } else {
            assertThat(Reading.element(inText).content().text()).isEqualTo(character);
            assertThat(Reading.element(inValue).attribute("a")).contains(character);
        }
    }

    /** Every number around the edges, decimal and hexadecimal, stands for its character exactly if it is one. */
    @Test
    @Tag("S-9")
    void everyNumberIsACharacterOrRefused() {
        int[] edges = {
            0,
            8,
            9,
            10,
            11,
            13,
            14,
            31,
            32,
            0x7F,
            0x80,
            0x9F,
            0xD7FF,
            0xD800,
            0xDBFF,
            0xDC00,
            0xDFFF,
            0xE000,
            0xFFFD,
            0xFFFE,
            0xFFFF,
            0x10000,
            0x1FFFE,
            0x10FFFD,
            0x10FFFF,
            0x110000,
            0x7FFFFFFF
        };
        for (int c : edges) {
            for (String number : new String[] {Integer.toString(c), "x" + Integer.toHexString(c)}) {
                XmlEvent event = Reading.document("<m>&#" + number + ";</m>").get(0);
                assertThat(event instanceof XmlEvent.Complete).as("U+%04X", c).isEqualTo(XmlChars.isChar(c));
            }
        }
    }

    /** A reference cut anywhere is the same reference. */
    @ParameterizedTest
    @ValueSource(strings = {"&lt;", "&quot;", "&#60;", "&#x1F600;", "&#0000000065;"})
    @Tag("S-11")
    void aReferenceMayBeCutAnywhere(String reference) {
        byte[] bytes = Reading.bytes("<m a='" + reference + "'>" + reference + "</m>");
        var whole = Reading.events(XmlParser.document(Reading.LIMITS), bytes);
        for (int first = 1; first < bytes.length; first++) {
            int cut = first;
            assertThat(Reading.events(
                            XmlParser.document(Reading.LIMITS), bytes, (from, left) -> from == 0 ? cut : left))
                    .isEqualTo(whole);
        }
    }
}
