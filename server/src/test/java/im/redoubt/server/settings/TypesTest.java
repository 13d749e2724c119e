package im.redoubt.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How values are read from TOML and written to it. */
class TypesTest {
    private static final Path BASE = Path.of("/base");

    private static SettingException refusal(SettingType<?> type, Object value) {
        return catchThrowableOfType(SettingException.class, () -> type.read(value, BASE));
    }

    @Test
    void namesWhatItGotAndWhatItExpects() {
        assertThat(refusal(Types.BOOLEAN, "true")).hasMessage("is the string \"true\". Expected true or false.");
        assertThat(refusal(Types.BOOLEAN, 1L)).hasMessage("is the number 1. Expected true or false.");
        assertThat(refusal(Types.PATH, 1.5)).hasMessage("is the fraction 1.5. Expected a path in quotes.");
        assertThat(refusal(Types.PATH, false)).hasMessage("is the truth value false. Expected a path in quotes.");
        assertThat(refusal(Types.OPTIONAL_PATH, List.of("a")))
                .hasMessage("is a list. Expected a path in quotes, or \"\".");
        assertThat(refusal(Types.integer(1, 2), Map.of()))
                .hasMessage("is a table. Expected a whole number from 1 to 2.");
        assertThat(refusal(Types.integer(1, 2), Optional.empty()))
                .hasMessage("is of a type that no setting has. Expected a whole number from 1 to 2.");
        assertThat(refusal(Types.list("words", word -> word), "a")).hasMessageEndingWith("Expected a list of words.");
        assertThat(refusal(Types.list("words", word -> word), List.of("a", 2L)))
                .hasMessage("is the number 2. Expected a list of words.");
    }

    @Test
    void namesTheKeyOnceItIsKnown() {
        SettingException refused = refusal(Types.BOOLEAN, 1L);
        assertThat(refused.key()).isEmpty();
        assertThat(refused.of("a.b"))
                .hasMessage("a.b: is the number 1. Expected true or false.")
                .extracting(SettingException::key, SettingException::problem, SettingException::mend)
                .containsExactly("a.b", "is the number 1", "Expected true or false.");
    }

    @ParameterizedTest
    @CsvSource({
        "a/b, /base/a/b",
        "../a, /a",
        "./a/../b, /base/b",
        "/a, /a",
    })
    void startsRelativePathsFromTheDirectoryOfTheFile(String text, Path path) {
        assertThat(Types.PATH.read(text, BASE)).isEqualTo(path);
        assertThat(Types.OPTIONAL_PATH.read(text, BASE)).contains(path);
        assertThat(Types.PATH.write(path)).isEqualTo("\"" + path + "\"");
    }

    @Test
    void makesPathsAbsoluteAlsoFromARelativeDirectory() {
        assertThat(Types.PATH.read("a", Path.of("here")))
                .isEqualTo(Path.of("").toAbsolutePath().resolve("here/a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void aPathIsNotEmpty(String text) {
        assertThat(refusal(Types.PATH, text)).hasMessage("is empty. Write a path.");
    }

    @Test
    void noPathIsNone() {
        assertThat(Types.OPTIONAL_PATH.read("", BASE)).isEmpty();
        assertThat(Types.OPTIONAL_PATH.write(Optional.empty())).isEqualTo("\"\"");
        assertThat(Types.OPTIONAL_PATH.write(Optional.of(Path.of("/a")))).isEqualTo("\"/a\"");
    }

    @Test
    void refusesPathsThatNoMachineHas() {
        for (SettingType<?> type : List.of(Types.PATH, Types.OPTIONAL_PATH)) {
            assertThat(refusal(type, "a\0b").mend()).isEqualTo("Write a path of this machine.");
        }
    }

    @Test
    void takesTheWordsOfAnEnumInLowerCaseOnly() {
        SettingType<LogLevel> type = Types.word(LogLevel.class);
        for (LogLevel level : LogLevel.values()) {
            String written = type.write(level);
            assertThat(type.read(written.substring(1, written.length() - 1), BASE))
                    .isEqualTo(level);
        }
        for (String other : new String[] {"INFO", "Info", "trace", "", "warn "}) {
            assertThat(refusal(type, other))
                    .hasMessage("is \"" + other + "\". Write one of \"error\", \"warn\", \"info\", \"debug\".");
        }
    }

    @ParameterizedTest
    @CsvSource({"SECONDS, 90, PT1M30S", "MILLIS, 1500, PT1.5S", "HOURS, 48, PT48H"})
    void countsInTheUnitOfTheKey(ChronoUnit unit, long amount, Duration duration) {
        SettingType<Duration> type = Types.duration(unit, 1, 10_000);
        assertThat(type.read(amount, BASE)).isEqualTo(duration);
        assertThat(type.write(duration)).isEqualTo(Long.toString(amount));
    }

    /** TOML 1.0, basic strings: the quotation mark, the backslash and control characters are escaped. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`a\"b`, `\"a\\\"b\"`",
                "`a\\b`, `\"a\\\\b\"`",
                "`a\nb`, `\"a\\u000Ab\"`",
                "`\u001f`, `\"\\u001F\"`",
                "`\u007f`, `\"\\u007F\"`",
                "` ~\u0080é`, `\" ~\u0080é\"`",
                "`\uD83D\uDE00`, `\"\uD83D\uDE00\"`"
            })
    void quotesAsTomlDoes(String text, String quoted) {
        assertThat(Types.quote(text)).isEqualTo(quoted);
    }

    @Test
    void writesListsOnOneLine() {
        SettingType<List<String>> type = Types.list("words", word -> word);
        assertThat(type.write(List.of("a", "b\""))).isEqualTo("[\"a\", \"b\\\"\"]");
        assertThat(type.write(List.of())).isEqualTo("[]");
        assertThat(type.read(List.of("b", "a"), BASE)).containsExactly("b", "a");
    }

    @Test
    void endsTheMendWithAStopWhateverTheParserSays() {
        SettingType<String> silent = Types.text("something", text -> {
            throw new IllegalArgumentException();
        });
        SettingType<String> terse = Types.text("something", text -> {
            throw new IllegalArgumentException("bad " + text);
        });
        SettingType<String> helpful = Types.text("something", text -> {
            throw new IllegalArgumentException("Write x.");
        });
        assertThat(refusal(silent, "y")).hasMessage("\"y\" cannot be used. Expected something.");
        assertThat(refusal(terse, "y")).hasMessage("\"y\" cannot be used. Expected something: bad y.");
        assertThat(refusal(helpful, "y")).hasMessage("\"y\" cannot be used. Write x.");
    }
}
