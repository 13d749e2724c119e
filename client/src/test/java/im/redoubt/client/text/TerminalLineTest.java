package im.redoubt.client.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalLineTest {
    @ParameterizedTest
    @Tag("APP-03")
    @ValueSource(
            strings = {
                "\u001B[2J\u001B[H",
                "\u001B]0;title\u0007",
                "\u001B]52;c;Y3VybCBldmls\u0007",
                "\u001B]8;;https://evil.example\u001B\\bank.example\u001B]8;;\u001B\\",
                "\u009B2J",
                "\u009D0;title\u009C",
                "\u0090q\u009C",
                "a\rb",
                "a\nroot# ",
                "a\r\nb",
                "a\u0085b\u2028c\u2029d",
                "a\bb\u007Fc",
                "a\u000Bb\u000Cc\u0000d"
            })
    void nothingControlsTheTerminalOrEndsTheLine(String attack) {
        String line = line(attack, 200);
        assertThat(line.codePoints()).noneMatch(c -> c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029);
        assertThat(line).isNotEqualTo(attack).isNotEmpty();
    }

    @ParameterizedTest
    @Tag("R-75")
    @Tag("APP-03")
    @CsvSource({
        "a\\u000Ab,a\\u240Ab",
        "a\\u000D\\u000Ab,a\\u240D\\u240Ab",
        "a\\u0009b,a b",
        "a\\u202Eb,a[U+202E]b",
        "\\u2067a\\u2069,[U+2067]a[U+2069]",
        "a\\u200Eb\\u061Cc,a[U+200E]b[U+061C]c",
        "a\\u200Bb,a[U+200B]b",
        "x\\uDB40\\uDC41\\uDB40\\uDC42y,x[U+E0041 +1]y",
        "a\\uD83Db,a\\uFFFDb"
    })
    void whatDeceivesIsSeen(String text, String shown) {
        assertThat(line(HtmlTest.characters(text), 80)).isEqualTo(HtmlTest.characters(shown));
    }

    @ParameterizedTest
    @CsvSource({
        "hello,5,hello,5",
        "hello,4,hel…,4",
        "hello,1,…,1",
        "日本語,6,日本語,6",
        "日本語,5,日本…,5",
        "日本語,4,日…,3",
        "日本語,1,…,1",
        "é́abc,3,é́a…,3",
        "e\u0301a,2,e\u0301a,2",
        "e\u0301ab,2,e\u0301…,2",
        "👩\u200D👧,4,👩\u200D👧,4",
        "'',3,'',0"
    })
    void isNoWiderThanItsColumns(String text, int columns, String shown, int taken) {
        TerminalText line = TerminalLine.of(columns).encode(Unverified.of(text));
        assertThat(line.line()).isEqualTo(shown);
        assertThat(line.columns()).isEqualTo(taken).isLessThanOrEqualTo(columns);
    }

    @Test
    @Tag("D-103")
    void whatIsFarBehindTheLastColumnCostsNothing() {
        char[] wide = new char[Unverified.MOST_CHARS];
        Arrays.fill(wide, '\u200B');
        String line = line(new String(wide), 80);
        assertThat(line).matches("\\[U\\+200B \\+\\d+\\]…").hasSizeLessThan(80);
        Arrays.fill(wide, 'a');
        assertThat(line(new String(wide), 80)).hasSize(80).endsWith("a…");
    }

    @Test
    void aPairIsNotCutInTwo() {
        StringBuilder faces = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            faces.append("😀");
        }
        for (int columns = 1; columns < 60; columns++) {
            for (String text : new String[] {faces.toString(), "x" + faces, "\u200B" + faces}) {
                String line = line(text, columns);
                assertThat(line).endsWith("…").doesNotContain("\uFFFD");
                assertThat(line.codePoints()).noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
            }
        }
    }

    @Test
    @Tag("APP-03")
    void holdsForAnythingAtAll() {
        Random random = new Random(75);
        for (int round = 0; round < 5_000; round++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(40);
            for (int i = 0; i < length; i++) {
                int bound = new int[] {0x100, 0x800, 0x3000, 0x10000, 0x110000}[random.nextInt(5)];
                text.appendCodePoint(random.nextInt(bound));
            }
            int columns = 1 + random.nextInt(30);
            TerminalText line = TerminalLine.of(columns).encode(Unverified.of(text.toString()));
            assertThat(line.columns()).isLessThanOrEqualTo(columns);
            assertThat(line.line().codePoints().map(ColumnCount::width).sum()).isEqualTo(line.columns());
            assertThat(line.line().codePoints())
                    .noneMatch(c -> c < 0x20
                            || (c >= 0x7F && c < 0xA0)
                            || (c >= 0x2028 && c <= 0x202E)
                            || (c >= 0x2066 && c <= 0x2069)
                            || (c >= 0xD800 && c <= 0xDFFF));
        }
    }

    @Test
    void hasAWidth() {
        assertThatThrownBy(() -> TerminalLine.of(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TerminalLine.of(TerminalLine.MOST_COLUMNS + 1))
                .isInstanceOf(IllegalArgumentException.class);
        TerminalText a = TerminalLine.of(9).encode(Unverified.of("a"));
        assertThat(a).isEqualTo(TerminalLine.of(8).encode(Unverified.of("a"))).hasSameHashCodeAs(a);
        assertThat(a).isNotEqualTo(TerminalLine.of(8).encode(Unverified.of("b")));
    }

    private static String line(String text, int columns) {
        return TerminalLine.of(columns).encode(Unverified.of(text)).line();
    }
}
