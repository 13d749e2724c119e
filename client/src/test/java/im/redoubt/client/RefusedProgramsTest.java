package im.redoubt.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs that must not compile. Each has one bad line, which says what the compiler answers, and behind it what is right: with
 * that in its place the program compiles.
 */
@Tag("LIB-10")
final class RefusedProgramsTest {
    private static final String REFUSED = " // refused: ";
    private static final String INSTEAD = "// instead: ";

    @TempDir
    Path output;

    static Stream<Path> programs() throws IOException {
        List<Path> programs;
        try (Stream<Path> files = Files.walk(folder())) {
            programs = files.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .collect(Collectors.toList());
        }
        assertThat(programs).hasSizeGreaterThan(15);
        return programs.stream();
    }

    private static Path folder() {
        return root().resolve("client/src/test/resources/refused");
    }

    private static Path root() {
        return Paths.get(System.getProperty("redoubt.root"));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void badLineIsRefusedAndNothingElse(Path program) throws IOException {
        String text = text(program);
        int line = text.substring(0, text.indexOf(REFUSED)).split("\n", -1).length;
        String expected =
                text.substring(text.indexOf(REFUSED) + REFUSED.length()).split("\n", 2)[0];

        List<Diagnostic<? extends JavaFileObject>> errors = errors(program, text);

        assertThat(errors).as("the errors of %s", program).isNotEmpty();
        assertThat(errors)
                .allSatisfy(error -> assertThat(error.getLineNumber())
                        .as(error.getMessage(Locale.ROOT))
                        .isBetween(line - 3L, (long) line));
        assertThat(errors)
                .anySatisfy(error -> assertThat(error.getMessage(Locale.ROOT)).contains(expected));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void programCompilesWithTheRightLine(Path program) throws IOException {
        assertThat(errors(program, mended(text(program)))).isEmpty();
    }

    /** The guide shows every program as it is here. */
    @ParameterizedTest
    @MethodSource("programs")
    void guideShowsBoth(Path program) throws IOException {
        String guide = text(root().resolve("docs/secure-use.md"));
        String text = text(program);
        assertThat(guide).contains(text.split("\n", 2)[0].substring("// ".length()));
        assertThat(guide).contains(line(text, REFUSED).split(REFUSED, 2)[0].trim());
        assertThat(guide).contains(line(text, INSTEAD).replace(INSTEAD, "").trim());
    }

    @Test
    void programThatIsRightWouldBeFoundOut() throws IOException {
        Path right = output.resolve("Right.java");
        assertThat(errors(right, "final class Right {}")).isEmpty();
    }

    private static String line(String text, String marker) {
        for (String line : text.split("\n", -1)) {
            if (line.contains(marker)) {
                return line;
            }
        }
        throw new AssertionError("no line with " + marker);
    }

    private static String mended(String text) {
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            if (!line.contains(REFUSED)) {
                lines.add(line.replace(INSTEAD, ""));
            }
        }
        return String.join("\n", lines);
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private List<Diagnostic<? extends JavaFileObject>> errors(Path program, String text) throws IOException {
        return new SourceCompiler(output).errors(program.getFileName().toString(), text);
    }
}
