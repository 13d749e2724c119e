package im.redoubt.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes that were made elsewhere, planted in a module that has our build: each of them fails it. */
@Tag("B-161")
@Tag("BLD-03")
@TestInstance(Lifecycle.PER_CLASS)
class SeededBugsTest {
    private final String output;
    private final JavaClasses classes;

    SeededBugsTest(@TempDir Path directory) {
        ScratchTree tree = ScratchTree.at(directory.resolve("tree"));
        tree.edit(
                "pom.xml",
                text -> text.replaceFirst("(?s)<modules>.*?</modules>", "<modules><module>seeds</module></modules>"));
        String version = Objects.requireNonNull(System.getProperty("redoubt.version"), "redoubt.version");
        tree.write("seeds/pom.xml", """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <parent>
                    <groupId>im.redoubt</groupId>
                    <artifactId>redoubt</artifactId>
                    <version>%s</version>
                  </parent>
                  <artifactId>redoubt-seeds</artifactId>
                  <name>Redoubt seeds</name>
                </project>
                """.formatted(version));
        for (Path seed : Project.files(Project.ROOT.resolve("checks/src/test/resources/seeds"), ".java.txt")) {
            String name = seed.getFileName().toString().replace(".java.txt", ".java");
            tree.write("seeds/src/main/java/im/redoubt/server/seed/" + name, Project.read(seed));
        }
        // In front of the gate that fails, everything else must have passed: the format of seeds does not matter.
        Shell.Result result = tree.maven("-Dspotless.check.skip=true", "-Dspotless.skip=true", "verify");
        output = result.output();
        classes = new ClassFileImporter().importPath(tree.root().resolve("seeds/target/classes"));
        assertThat(result.code()).as(output).isNotZero();
    }

    @BeforeAll
    void seedsWereCompiledAndLookedAt() {
        assertThat(classes).as(output).hasSizeGreaterThan(5);
        assertThat(output).contains("spotbugs");
    }

    @Test
    void secretComparedByArraysEquals() {
        refused(Rules.NO_COMPARISON_THAT_STOPS_EARLY, "SecretCompared");
    }

    @Test
    void tokenFromAGuessableSource() {
        refused(Rules.NO_GUESSABLE_RANDOMNESS, "TokenGuessable");
        found("PREDICTABLE_RANDOM");
    }

    @Test
    void trustManagerThatAcceptsEverybody() {
        refused(Rules.NO_OWN_TRUST_MANAGER, "TrustsEverybody");
        found("WEAK_TRUST_MANAGER");
    }

    @Test
    void parserThatTakesDoctype() {
        refused(Rules.NO_OTHER_XML_PARSER, "DoctypeAllowed");
        found("XXE_DOCUMENT");
    }

    @Test
    void queryPutTogetherFromStrings() {
        found("SQL_NONCONSTANT_STRING_PASSED_TO_EXECUTE");
    }

    @Test
    void pathPutTogetherFromStrings() {
        found("PATH_TRAVERSAL_IN");
    }

    private void refused(ArchRule rule, String type) {
        assertThatThrownBy(() -> rule.check(classes))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(type);
    }

    private void found(String pattern) {
        assertThat(output.lines().filter(line -> line.contains("[ERROR]") && line.contains(pattern)))
                .as(output)
                .isNotEmpty();
    }
}
