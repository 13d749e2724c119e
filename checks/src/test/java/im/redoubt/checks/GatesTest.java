package im.redoubt.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Source that a formatter, a linter or the null checks object to does not build. */
class GatesTest {
    private static final String SOURCE = "xml/src/main/java/im/redoubt/xml/Planted.java";

    @TempDir
    Path directory;

    private Shell.Result compiled(String members) {
        return ScratchTree.at(directory.resolve("tree"))
                .write(SOURCE, """
                        package im.redoubt.xml;

                        /** Planted. */
                        final class Planted {
                            private Planted() {}

                        %s}
                        """.formatted(members.indent(4)))
                .maven("-pl", "xml", "compile");
    }

    private static void refused(Shell.Result result, String why) {
        assertThat(result.output())
                .contains("BUILD FAILURE")
                .contains("Planted.java")
                .contains(why);
    }

    @Test
    @Tag("BLD-04")
    void nullWhereNoneMayBe() {
        refused(compiled("static String name() {\n    return null;\n}"), "NullAway");
    }

    @Test
    @Tag("BLD-04")
    void warningOfTheLinter() {
        refused(compiled("static boolean same(String a, String b) {\n    return a == b;\n}"), "ReferenceEquality");
    }

    @Test
    @Tag("BLD-04")
    void warningOfTheCompiler() {
        refused(compiled("static String again(String name) {\n    return (String) name;\n}"), "[cast]");
    }

    @Test
    @Tag("BLD-04")
    void otherFormat() {
        Shell.Result result = ScratchTree.at(directory.resolve("tree"))
                .write(SOURCE, "package im.redoubt.xml;\nfinal class Planted { }\n")
                .maven("-pl", "xml", "spotless:check@format");
        refused(result, "spotless");
    }
}
