package im.redoubt.client.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTest {
    @Test
    void whatIsPlainStays() {
        for (String plain :
                new String[] {"", "hello, world", "Grüße aus Köln", "日本語", "line\nline\tcolumn", "👩‍👩‍👧 ❤️ 1️⃣"}) {
            assertThat(html(plain)).isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @Tag("X-92")
    @Tag("W-129")
    @Tag("APP-03")
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "<svg/onload=alert(1)>",
                "</p><iframe srcdoc='<script>alert(1)</script>'>",
                "'\"><a href=javascript:alert(1)>",
                "\" onmouseover=\"alert(1)",
                "' onmouseover='alert(1)",
                "` onmouseover=`alert(1)",
                "<!--<img title=\"--><img src=x onerror=alert(1)>",
                "]]><script>",
                "&lt;script&gt;",
                "&#60;script&#62;",
                "<\u0000script>",
                "<scr\u200Bipt>",
                "<p style=\"background:url(javascript:alert(1))\">"
            })
    void nothingIsMarkup(String attack) {
        for (String encoded : new String[] {html(attack), attribute(attack)}) {
            assertThat(encoded).doesNotContain("<", ">", "\"", "'", "`", "\u0000");
            // Every ampersand begins a reference of ours, so what was a reference before is text.
            assertThat(encoded.replaceAll("&(amp|lt|gt|#34|#39|#96|#10|#9);", ""))
                    .doesNotContain("&");
        }
        assertThat(decoded(html(attack)).replaceAll("\\[U\\+200B\\]", "\u200B").replace('\u2400', '\u0000'))
                .isEqualTo(attack);
    }

    @Test
    @Tag("APP-03")
    void theEndOfALineIsNoEndOfAnAttribute() {
        assertThat(attribute("a\nb\tc\rd")).isEqualTo("a&#10;b&#9;c&#10;d");
    }

    @ParameterizedTest
    @Tag("R-75")
    @Tag("W-137")
    @Tag("APP-03")
    @CsvSource({
        // What overrides or embeds is seen: a file name, a sender.
        "invoice_\\u202Efdp.exe,invoice_[U+202E]fdp.exe",
        "\\u202Aa\\u202Bb\\u202Dc\\u202C,[U+202A]a[U+202B]b[U+202D]c[U+202C]",
        // Isolates that are paired in their line stay; others are seen.
        "\\u2067\\u05D0\\u2069!,\\u2067\\u05D0\\u2069!",
        "\\u2068a\\u2066b\\u2069\\u2069,\\u2068a\\u2066b\\u2069\\u2069",
        "\\u2067abc,[U+2067]abc",
        "abc\\u2069,abc[U+2069]",
        "\\u2066\\u2067a\\u2069,[U+2066]\\u2067a\\u2069",
        "\\u2067a\\u000Ab\\u2069,[U+2067]a\\u000Ab[U+2069]",
        "\\u2067a\\u2029b\\u2069,[U+2067]a\\u000Ab[U+2069]",
        // Nobody sees these.
        "pay\\u200Bpal,pay[U+200B]pal",
        "pay\\u200Dpal,pay[U+200D]pal",
        "pay\\u200Cpal,pay[U+200C]pal",
        "a\\uFEFFb\\u2060c\\u00ADd,a[U+FEFF]b[U+2060]c[U+00AD]d",
        "x\\uDB40\\uDC41\\uDB40\\uDC42\\uDB40\\uDC43y,x[U+E0041 +2]y",
        "\\u200B\\u200C\\u200D\\u2060,[U+200B +3]",
        "a\\u3164b\\u115Fc\\uFFA0d\\u2800e,a[U+3164]b[U+115F]c[U+FFA0]d[U+2800]e",
        "a\\uE000b\\uDBC0\\uDC00c\\uFFFFd\\uFDD0e\\uD83F\\uDFFEf,a[U+E000]b[U+100000]c[U+FFFF]d[U+FDD0]e[U+1FFFE]f",
        // A selector that selects nothing carries something else.
        "a\\uFE0Fb,a[U+FE0F]b",
        "\\u2764\\uFE0F\\uFE0E,\\u2764\\uFE0F[U+FE0E]",
        "\\u2764\\uDB40\\uDD00,\\u2764[U+E0100]",
        "\\u845B\\uDB40\\uDD00,\\u845B\\uDB40\\uDD00",
        // Joiners where they are needed: Persian, Sinhala, a family.
        "\\u0645\\u06CC\\u200C\\u062E\\u0648,\\u0645\\u06CC\\u200C\\u062E\\u0648",
        "\\u0DC1\\u0DCA\\u200D\\u0DBB,\\u0DC1\\u0DCA\\u200D\\u0DBB",
        "\\u0645\\u200C\\u200C\\u062E,\\u0645[U+200C +1]\\u062E",
        "\\u0645\\u200C,\\u0645[U+200C]",
        // Marks: as many as a language may need on one letter, and none on what stands before the text.
        "o\\u0300\\u0300\\u0300\\u0300\\u0301\\u0302!,o\\u0300\\u0300\\u0300\\u0300[U+0301 +1]!",
        "\\u0338a,\\u25CC\\u0338a",
        "a\\u000A\\u0338b,a\\u000A\\u25CC\\u0338b",
        // Controls.
        "a\\u0007b\\u001Bc\\u007Fd\\u0085e\\u009Bf,a\\u2407b\\u241Bc\\u2421d[U+0085]e[U+009B]f",
        "a\\u000D\\u000Ab\\u000Dc,a\\u000Ab\\u000Ac",
        // Halves of a pair.
        "a\\uD83Db\\uDE00,a\\uFFFDb\\uFFFD"
    })
    void whatDeceivesIsSeen(String text, String shown) {
        assertThat(html(characters(text))).isEqualTo(characters(shown));
        assertThat(attribute(characters(text)))
                .isEqualTo(characters(shown).replace("\n", "&#10;").replace("\t", "&#9;"));
    }

    @Test
    void marksOfDirectionStay() {
        assertThat(html("a\u200E\u200F\u061Cb")).isEqualTo("a\u200E\u200F\u061Cb");
    }

    @Test
    @Tag("APP-03")
    void isolatesAreNotCountedForEver() {
        StringBuilder nested = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            nested.append('\u2067');
        }
        for (int i = 0; i < 200; i++) {
            nested.append('\u2069');
        }
        String shown = html(nested.toString());
        assertThat(shown.chars().filter(c -> c == 0x2067).count()).isEqualTo(125);
        assertThat(shown.chars().filter(c -> c == 0x2069).count()).isEqualTo(125);
    }

    @Test
    void standsForItselfBesideOtherText() {
        assertThat(Html.encode(Unverified.of("<b>")).isolated()).isEqualTo("<bdi>&lt;b&gt;</bdi>");
        assertThat(Html.encode(Unverified.of("a")))
                .isEqualTo(Html.encode(Unverified.of("a")))
                .hasSameHashCodeAs(Html.encode(Unverified.of("a")))
                .isNotEqualTo(Html.encode(Unverified.of("b")));
        assertThat(Attribute.encode(Unverified.of("a")))
                .isEqualTo(Attribute.encode(Unverified.of("a")))
                .hasSameHashCodeAs(Attribute.encode(Unverified.of("a")))
                .isNotEqualTo(Attribute.encode(Unverified.of("b")));
    }

    /** For anything at all: nothing is markup, nothing is invisible but what may be, directions are closed in their line. */
    @Test
    @Tag("X-92")
    @Tag("APP-03")
    void holdsForAnythingAtAll() {
        Random random = new Random(92);
        int[] interesting = {
            '<', '&', '"', '\'', '\n', '\r', 0, 0x1B, 0x200D, 0x200B, 0x2066, 0x2067, 0x2069, 0x202E, 0x202C, 0xFE0F,
            0x300, 0xE0041, 0xD800, 0xDC00, 0x2764, 0x5D0, 0x628, 'a', 0x2028
        };
        for (int round = 0; round < 5_000; round++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(30);
            for (int i = 0; i < length; i++) {
                int codePoint = random.nextInt(4) == 0
                        ? random.nextInt(0x110000)
                        : interesting[random.nextInt(interesting.length)];
                text.appendCodePoint(codePoint);
            }
            String shown = html(text.toString());
            assertThat(shown).doesNotContain("<", ">", "\"", "'", "\r", "\u202E", "\u200B", "\u2028");
            for (String line : shown.split("\n", -1)) {
                int open = 0;
                for (int i = 0; i < line.length(); i++) {
                    char c = line.charAt(i);
                    open += c >= 0x2066 && c <= 0x2068 ? 1 : c == 0x2069 ? -1 : 0;
                    assertThat(open).isNotNegative();
                }
                assertThat(open).isZero();
            }
            shown.codePoints().forEach(c -> assertThat(c < 0xD800 || c > 0xDFFF).isTrue());
        }
    }

    private static String html(String text) {
        return Html.encode(Unverified.of(text)).markup();
    }

    private static String attribute(String text) {
        return Attribute.encode(Unverified.of(text)).value();
    }

    private static String decoded(String html) {
        return html.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&#96;", "`")
                .replace("&amp;", "&");
    }

    /** Reads escapes of Java in a table. */
    static String characters(String escaped) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            if (escaped.startsWith("\\u", i)) {
                out.append((char) Integer.parseInt(escaped.substring(i + 2, i + 6), 16));
                i += 5;
            } else {
                out.append(escaped.charAt(i));
            }
        }
        return out.toString();
    }
}
