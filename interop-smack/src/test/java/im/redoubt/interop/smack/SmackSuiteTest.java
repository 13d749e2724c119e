package im.redoubt.interop.smack;

import static im.redoubt.interop.smack.SuiteResult.Verdict.FAILED;
import static im.redoubt.interop.smack.SuiteResult.Verdict.NOT_APPLICABLE;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.interop.Page;
import im.redoubt.interop.RunningServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Smack's own integration tests: no failure in what is built, and docs/interop.md says what came of them. Writes the
 * page as it should be to target/interop.md.
 */
@Tag("interop")
@TestInstance(Lifecycle.PER_CLASS)
class SmackSuiteTest {
    private final Suite suite;
    private final SuiteTable table;
    private final RunningServer server;
    private final SuiteRun run;
    private Page page = Page.read();

    SmackSuiteTest(@TempDir Path directory) throws IOException {
        this.suite = Suite.read();
        this.table = new SuiteTable(suite);
        this.server = RunningServer.start(directory);
        this.run = SuiteRun.prepare(server, directory, suite);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    List<Suite.Unit> built() {
        return suite.units(Suite.Scope.RUN);
    }

    List<Suite.Unit> later() {
        return suite.units(Suite.Scope.LATER);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("built")
    void passesWhatIsBuilt(Suite.Unit unit) throws IOException {
        List<SuiteResult> results = run.run(unit);

        assertThat(results).filteredOn(result -> result.verdict() == FAILED).isEmpty();
        assertThat(results).anyMatch(result -> result.verdict() != NOT_APPLICABLE);
        assertThatPageSays(unit, results);
    }

    /** For the page: what comes later may fail for a reason that known.txt gives, and the program must come to its end. */
    @Tag("long")
    @ParameterizedTest(name = "{0}")
    @MethodSource("later")
    void runsWhatComesLater(Suite.Unit unit) throws IOException {
        List<SuiteResult> results = run.run(unit);

        assertThat(results)
                .filteredOn(result -> result.verdict() == FAILED)
                .filteredOn(result -> !suite.isKnown(result, false))
                .isEmpty();
        assertThatPageSays(unit, results);
    }

    private void assertThatPageSays(Suite.Unit unit, List<SuiteResult> results) {
        page = page.with(
                        SuiteTable.SPECIFICATIONS,
                        table.specifications(page.section(SuiteTable.SPECIFICATIONS), unit, results))
                .with(SuiteTable.REASONS, table.allReasons(page.section(SuiteTable.REASONS), unit, results));
        String copy = page.offer() + " is what docs/interop.md should be";
        Page there = Page.read();
        assertThat(SuiteTable.of(unit, there.section(SuiteTable.SPECIFICATIONS)))
                .as(copy)
                .containsExactly(table.row(unit, results));
        assertThat(SuiteTable.of(unit, there.section(SuiteTable.REASONS)))
                .as(copy)
                .isEqualTo(table.reasons(unit, results));
    }
}
