package im.redoubt.server.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.server.filter.TextPattern.Search;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns mean what they mean elsewhere, cost what they may, and what cannot be searched for in one pass is refused. */
@Tag("SRV-08")
class TextPatternTest {
    private static final int LONGEST_TEXT = 262_144;
    private static final long PLENTY = Long.MAX_VALUE;

    private static boolean found(String pattern, String text) {
        return TextPattern.parse(pattern).search(text, new Effort(PLENTY)) == Search.FOUND;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "cheap pills ! buy cheap pills now",
                "(?i)cheap pills ! CHEAP Pills",
                "(?i)CHEAP ! cheap",
                "(?i)[a-f]+z ! xxABCZ",
                "a.c ! abc",
                "a.c ! a\uD83D\uDE00c",
                "^ab$ ! ab",
                "\\bpill\\b ! a pill, please",
                "\\Bill ! pill",
                "(\\ba)+b ! a  ab",
                "(?:ab|cd){2,3}x ! abcdx",
                "a{3} ! aaaa",
                "a{2,} ! baab",
                "colou?r ! color",
                "(a|b)*c ! ababc",
                "x*?y ! xxy",
                "[^0-9]\\d\\s\\w ! a1 b",
                "[\\]\\-a] ! -",
                "[-a] ! -",
                "[a-] ! -",
                "\\x{1F600} ! so \uD83D\uDE00",
                "\\(\\) ! f()",
                "https?:\\/\\/[a-z]+\\.example ! see http://spam.example",
                "\\D\\S\\W ! xy.",
                "(a*)*b ! aab",
                "(|a)+b ! aab",
                "straße ! die straße"
            })
    void finds(String pattern, String text) {
        assertThat(found(pattern, text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "cheap pills ! CHEAP PILLS",
                "^b ! ab",
                "a$ ! ab",
                "\\bill ! pill",
                "a{3} ! aa",
                "(?i)[^a]$ ! A",
                "a\\.c ! abc",
                "(ab)+c ! abab",
                "[^a-z] ! abc",
                "^^b ! ab"
            })
    void findsNothing(String pattern, String text) {
        assertThat(found(pattern, text)).isFalse();
    }

    /** Letters that are the same only in one of the two cases: long s, kelvin, dotless i, final sigma. */
    @Test
    void takesEveryCaseOfALetter() {
        assertThat(found("(?i)sales", "\u017FALE\u017F")).isTrue();
        assertThat(found("(?i)kilo", "\u212Ailo")).isTrue();
        assertThat(found("(?i)\u212Ailo", "kilo")).isTrue();
        assertThat(found("(?i)\u03C3", "\u03C2")).isTrue();
        assertThat(found("(?i)pills", "P\u0131LLS")).isTrue();
        assertThat(found("(?i)[a-s]x", "\u017Fx")).isTrue();
    }

    @Test
    void takesTheEndOfALineForACharacter() {
        assertThat(found("cheap.pills", "cheap\npills")).isTrue();
        assertThat(found("^pills", "cheap\npills")).isFalse();
        assertThat(found("cheap$", "cheap\n")).isFalse();
        assertThat(found("^$", "")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                ")",
                "[",
                "]",
                "{",
                "}",
                "*a",
                "+",
                "?",
                "a**",
                "a++",
                "a{2}{3}",
                "a{",
                "a{,3}",
                "a{3,2}",
                "a{1001}",
                "a{99999999999}",
                "(?=a)b",
                "(?!a)b",
                "(?<=a)b",
                "(?<n>a)",
                "(?>a)",
                "(?m)a",
                "a(?i)b",
                "(a)\\1",
                "\\k<n>",
                "\\p{L}",
                "\\Qa\\E",
                "\\z",
                "\\",
                "\\q",
                "[z-a]",
                "[a-\\d]",
                "[]",
                "[^]",
                "[a",
                "[[:alpha:]]",
                "[a&&b]",
                "^*",
                "\\b+",
                "\\x41",
                "\\x{110000}",
                "\\x{}",
                "\\x{",
                "(?",
                "(?:",
                "|)"
            })
    void refusesWhatItCannotSearchForInOnePassAndSaysWhatToWrite(String pattern) {
        assertThatThrownBy(() -> TextPattern.parse(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("The pattern .*\\. (Write|There|Leave|Put|Close) .*\\.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a*", "(a|)", "a?b*", "$", "^|a", "()", "(){1000}", "\\B|\\b"})
    void refusesWhatIsInEveryText(String pattern) {
        assertThatThrownBy(() -> TextPattern.parse(pattern)).hasMessageContaining("is in every text");
    }

    @Test
    @Tag("D-103")
    void boundsThePatternsThemselves() {
        assertThat(found("a".repeat(999), "a".repeat(999))).isTrue();
        assertThatThrownBy(() -> TextPattern.parse("a".repeat(1_001))).hasMessageContaining("1000 characters");
        assertThatThrownBy(() -> TextPattern.parse("(a{1000}){1000}")).hasMessageContaining("1000 states");
        assertThatThrownBy(() -> TextPattern.parse("((((a{9}){9}){9}){9}){9}")).hasMessageContaining("1000 states");
        assertThatThrownBy(() -> TextPattern.parse("(".repeat(51) + "a" + ")".repeat(51)))
                .hasMessageContaining("50 groups");
        // What has no states is not written out at all: this would go on for longer than the world.
        String nothing = "(".repeat(40) + ")" + "{1000})".repeat(39) + "a";
        assertThat(found(nothing, "a")).isTrue();
    }

    /** Each of these takes engines that go back longer than anybody waits. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a+)+$",
                "(a|a)*b$",
                "(a|aa)+$",
                "(.*a){20}$",
                "(a*)*b",
                "^(([a-z])+.)+[A-Z]([a-z])+$",
                "(a?){100}a{100}b",
                "(?i)(a+|b+)*c",
                "((a+)+)+b"
            })
    @Tag("D-103")
    void searchesTheLongestTextForABombInOnePass(String bomb) {
        TextPattern pattern = TextPattern.parse(bomb);
        String text = "a".repeat(LONGEST_TEXT - 1) + "!";
        long states = Program.of(PatternParser.parse(bomb)).size();
        // No state is looked at more than twice for a character: once when it is reached, once when it takes one.
        assertThat(pattern.search(text, new Effort(2 * states * (LONGEST_TEXT + 1L))))
                .isNotEqualTo(Search.TOO_COSTLY);
    }

    @Test
    @Tag("D-103")
    void stopsWhenItHasCostWhatItMay() {
        TextPattern pattern = TextPattern.parse("(a?){100}a{100}b");
        Effort effort = new Effort(100_000);
        assertThat(pattern.search("a".repeat(LONGEST_TEXT), effort)).isEqualTo(Search.TOO_COSTLY);
        assertThat(effort.spend(1)).isFalse();
    }

    @Test
    void passesOverWhatCannotBeginAMatch() {
        TextPattern pattern = TextPattern.parse("(?i)cheap");
        assertThat(pattern.search("x".repeat(LONGEST_TEXT), new Effort(LONGEST_TEXT / 8)))
                .isEqualTo(Search.ABSENT);
        assertThat(pattern.search("x".repeat(LONGEST_TEXT) + "cheap", new Effort(LONGEST_TEXT / 8)))
                .isEqualTo(Search.FOUND);
        TextPattern first = TextPattern.parse("^cheap");
        assertThat(first.search("c".repeat(LONGEST_TEXT), new Effort(100))).isEqualTo(Search.ABSENT);
    }

    /** What others find with the same pattern, we find: thousands of patterns, made by chance. */
    @Test
    void agreesWithTheEngineOfTheJdk() {
        Random random = new Random(8);
        int compared = 0;
        for (int i = 0; i < 30_000; i++) {
            String pattern = (random.nextBoolean() ? "(?i)" : "") + some(random, 3);
            TextPattern ours;
            try {
                ours = TextPattern.parse(pattern);
            } catch (IllegalArgumentException refused) {
                continue;
            }
            Pattern theirs = Pattern.compile(
                    pattern.replace("$", "\\z"),
                    Pattern.DOTALL | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
            for (int j = 0; j < 5; j++) {
                String text = text(random);
                assertThat(ours.search(text, new Effort(PLENTY)) == Search.FOUND)
                        .as("%s in '%s'", pattern, text)
                        .isEqualTo(theirs.matcher(text).find());
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(40_000);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(9); i > 0; i--) {
            text.append(List.of("a", "b", "A", "B", " ", "1", "-", "\u00E9", "\u2028")
                    .get(random.nextInt(9)));
        }
        return text.toString();
    }

    private static String some(Random random, int depth) {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            switch (depth == 0 ? random.nextInt(5) : random.nextInt(9)) {
                case 0, 1 -> out.append(List.of("a", "b", "B", "\u00E9", " ").get(random.nextInt(5)));
                case 2 ->
                    out.append(List.of(".", "\\w", "\\s", "\\D", "[ab]", "[^a]", "[a-c1]")
                            .get(random.nextInt(7)));
                case 3 -> out.append(List.of("^", "$", "\\b", "\\B").get(random.nextInt(4)));
                case 4 -> out.append(List.of("a*", "b+", "a?", "[ab]*", ".+?").get(random.nextInt(5)));
                case 5 -> out.append('(').append(some(random, depth - 1)).append(")*");
                case 6 -> out.append("(?:").append(some(random, depth - 1)).append(")+");
                case 7 -> out.append('(').append(some(random, depth - 1)).append("){1,2}");
                default ->
                    out.append('(')
                            .append(some(random, depth - 1))
                            .append('|')
                            .append(some(random, depth - 1))
                            .append(')');
            }
        }
        return out.toString();
    }
}
