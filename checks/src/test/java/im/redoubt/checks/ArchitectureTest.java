package im.redoubt.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rules of the architecture, applied to everything that ships. */
class ArchitectureTest {
    private static final JavaClasses ALL = load();

    @Test
    void importsPointDownward() {
        check(Rules.TIERS_POINT_DOWNWARD);
    }

    @Test
    void pureModulesTouchNoSocketFileOrThread() {
        check(Rules.PURE_MODULES_TOUCH_NOTHING);
    }

    @Test
    void pureModulesReadNoClock() {
        check(Rules.PURE_MODULES_HAVE_NO_CLOCK);
    }

    @Test
    @Tag("BLD-03")
    void noGuessableRandomness() {
        check(Rules.NO_GUESSABLE_RANDOMNESS);
    }

    @Test
    @Tag("BLD-03")
    @Tag("LIB-05")
    void noTrustManagerOfOurOwn() {
        check(Rules.NO_OWN_TRUST_MANAGER);
    }

    @Test
    void onlyTheCommandLineEndsTheProcess() {
        check(Rules.NO_EXIT_OUTSIDE_APP);
    }

    @Test
    @Tag("BLD-03")
    void bytesAreComparedInConstantTime() {
        check(Rules.NO_COMPARISON_THAT_STOPS_EARLY);
    }

    @Test
    @Tag("BLD-03")
    @Tag("LIB-01")
    @Tag("S-1")
    void noXmlParserButOurs() {
        check(Rules.NO_OTHER_XML_PARSER);
    }

    @Test
    @Tag("BLD-03")
    void nothingIsDeserialised() {
        check(Rules.NO_SERIALIZATION);
    }

    @Test
    @Tag("LIB-08")
    void recordsHoldNoArraysOfBytes() {
        check(Rules.NO_BYTES_IN_RECORDS);
    }

    private static void check(ArchRule rule) {
        assertThat(ALL).as("classes that were looked at").isNotEmpty();
        rule.allowEmptyShould(true).check(ALL);
    }

    private static JavaClasses load() {
        List<Path> built = Project.modules().stream()
                .map(module -> module.resolve("target/classes"))
                .filter(Files::isDirectory)
                .toList();
        return new ClassFileImporter().importPaths(built);
    }
}
