package im.redoubt.interop.smack;

import static im.redoubt.interop.smack.SuiteResult.Verdict.FAILED;
import static im.redoubt.interop.smack.SuiteResult.Verdict.NOT_APPLICABLE;
import static org.assertj.core.api.Assertions.assertThat;

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

/** Smack's own integration tests: no failure but the known ones. Writes target/interop.md. */
@Tag("interop")
@TestInstance(Lifecycle.PER_CLASS)
class SmackSuiteTest {
    private final Suite suite;
    private final RunningServer server;
    private final SuiteRun run;
    private final SuiteTable table = new SuiteTable();

    SmackSuiteTest(@TempDir Path directory) throws IOException {
        this.suite = Suite.read();
        this.server = RunningServer.start(directory);
        this.run = SuiteRun.prepare(server, directory, suite);
    }

    @AfterAll
    void stopAndWrite() throws IOException {
        server.close();
        table.write(suite, Path.of(System.getProperty("basedir", "."), "target", "interop.md"));
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
        table.add(unit, results);

        assertThat(results)
                .filteredOn(result -> result.verdict() == FAILED)
                .filteredOn(result -> !suite.isKnown(result, false))
                .isEmpty();
        assertThat(results).anyMatch(result -> result.verdict() != NOT_APPLICABLE);
    }

    /** For the table: what comes later may fail, but the program must come to its end. */
    @Tag("long")
    @ParameterizedTest(name = "{0}")
    @MethodSource("later")
    void runsWhatComesLater(Suite.Unit unit) throws IOException {
        List<SuiteResult> results = run.run(unit);
        table.add(unit, results);

        assertThat(results).extracting(SuiteResult::test).doesNotContain(SuiteRun.NO_RESULTS);
    }
}
