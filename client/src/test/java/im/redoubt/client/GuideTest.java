package im.redoubt.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every program that docs/client.md shows compiles, with the imports that an editor would add and the variables that the text names. */
@Tag("LIB-10")
class GuideTest {
    private static final String BEGIN = "```java\n";
    private static final String END = "```";
    private static final String CODECS = "import static im.redoubt.client.extension.Field.*;\n";

    @TempDir
    Path output;

    static List<String> programs() throws IOException {
        Path guide = Paths.get(System.getProperty("redoubt.root"), "docs", "client.md");
        String text = new String(Files.readAllBytes(guide), StandardCharsets.UTF_8);
        List<String> programs = new ArrayList<>();
        for (int from = text.indexOf(BEGIN); from >= 0; from = text.indexOf(BEGIN, from)) {
            from += BEGIN.length();
            programs.add(text.substring(from, text.indexOf(END, from)));
        }
        assertThat(programs).hasSizeGreaterThan(5);
        return programs;
    }

    @ParameterizedTest
    @MethodSource("programs")
    void programOfTheGuideCompiles(String program) throws IOException {
        String shown = program.replace("…", "");
        String body = shown.startsWith("record ")
                ? shown
                : "void run(String account, Password password, String pasted, Path path, Path keyPath) throws Exception {\n"
                        + shown + "}\n";
        String text = imports() + "final class Shown {\n" + body + "}\n";
        assertThat(new SourceCompiler(output).errors("Shown.java", text))
                .as(program)
                .isEmpty();
    }

    private static String imports() throws IOException {
        StringBuilder imports = new StringBuilder(
                "import java.net.*;\nimport java.nio.file.*;\nimport java.time.*;\nimport java.util.*;\n" + CODECS);
        Path sources = Paths.get(System.getProperty("redoubt.root"), "client", "src", "main", "java");
        try (Stream<Path> files = Files.walk(sources)) {
            TreeSet<String> packages = new TreeSet<>();
            files.filter(file -> file.endsWith("package-info.java"))
                    .forEach(file -> packages.add(
                            sources.relativize(file.getParent()).toString().replace('/', '.')));
            packages.forEach(name -> imports.append("import ").append(name).append(".*;\n"));
        }
        return imports.toString();
    }
}
