package im.redoubt.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.checks.Controls.Control;
import im.redoubt.checks.Verdicts.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed table of controls is what the tests say, and what is called done is proved. */
class ControlsTest {
    private static final Path COMMITTED = Project.ROOT.resolve("docs/controls.md");

    @Test
    void committedTableIsWhatTheSourcesSay() throws IOException {
        Controls controls = real();
        Path generated = Project.ROOT.resolve("checks/target/controls.md");
        Files.writeString(generated, controls.document());
        assertThat(Files.exists(COMMITTED) ? Project.read(COMMITTED) : "")
                .as("docs/controls.md; mend it with: cp checks/target/controls.md docs/controls.md")
                .isEqualTo(controls.document());
    }

    @Test
    void noTagIsMisspelt() {
        assertThat(real().unknown()).isEmpty();
    }

    // The tests of this module are not over yet, so their own reports may be missing: they count by being here.
    @Test
    void everyControlThatIsDoneHasAPassingTest() throws Exception {
        Controls controls = real();
        Verdicts verdicts = Verdicts.ofAllModules();
        Files.writeString(
                Project.ROOT.resolve("checks/target/controls-verdicts.md"),
                controls.document(
                        proof -> " (" + verdict(verdicts, proof) + ")", control -> state(controls, verdicts, control)));
        boolean everythingRan = !"fast".equals(System.getProperty("redoubt.tests.extent", "fast"));
        List<String> unproved = controls().stream()
                .filter(Control::done)
                .filter(control -> controls.proofsOf(control.id()).isEmpty()
                        || (everythingRan && !state(controls, verdicts, control).equals("passed")))
                .map(Control::id)
                .toList();
        assertThat(unproved).isEmpty();
    }

    @Test
    void proofsAreFoundWithTheirTags(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("DoorTest.java");
        Files.writeString(file, """
                package im.house;
                @Tag("SRV-01")
                class DoorTest {
                    @Test @Tag("S-4") @Tag(value = "LIB-02") void staysShut() {}
                    void helper() {}
                    @Nested class Locked { @ParameterizedTest void rattles(int times) {} }
                }
                """);
        assertThat(Proofs.of(List.of(file)))
                .containsExactly(
                        new Proof("DoorTest", "im.house.DoorTest", "staysShut", Set.of("SRV-01", "S-4", "LIB-02")),
                        new Proof("DoorTest.Locked", "im.house.DoorTest$Locked", "rattles", Set.of("SRV-01")));
    }

    @Test
    void worstOfSeveralRunsCounts(@TempDir Path directory) throws Exception {
        Path report = directory.resolve("TEST-a.xml");
        Files.writeString(report, """
                <testsuite>
                  <testcase classname="im.A" name="opens(int)[1]"/>
                  <testcase classname="im.A" name="opens(int)[2]"><failure/></testcase>
                  <testcase classname="im.A" name="shuts"/>
                  <testcase classname="im.A" name="rests"><skipped/></testcase>
                </testsuite>
                """);
        Verdicts verdicts = Verdicts.of(List.of(report));
        assertThat(verdicts.of(proof("opens"))).isEqualTo(Verdict.FAILED);
        assertThat(verdicts.of(proof("shuts"))).isEqualTo(Verdict.PASSED);
        assertThat(verdicts.of(proof("rests"))).isEqualTo(Verdict.NOT_RUN);
        assertThat(verdicts.of(proof("vanished"))).isEqualTo(Verdict.NOT_RUN);
    }

    @Test
    void malformedListIsRefused() {
        assertThatThrownBy(() -> Controls.parse("LIB-01\tperhaps\tsomething"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Proof proof(String method) {
        return new Proof("A", "im.A", method, Set.of());
    }

    private static String state(Controls controls, Verdicts verdicts, Control control) {
        List<String> all = controls.proofsOf(control.id()).stream()
                .map(proof -> verdict(verdicts, proof))
                .toList();
        if (all.contains("failed")) {
            return "failed";
        }
        return all.contains("passed") ? "passed" : "none";
    }

    private static String verdict(Verdicts verdicts, Proof proof) {
        Verdict verdict = verdicts.of(proof);
        boolean here = proof.className().startsWith(Objects.requireNonNull(ControlsTest.class.getPackageName()) + ".");
        return (here && verdict == Verdict.NOT_RUN ? Verdict.PASSED : verdict)
                .name()
                .toLowerCase(Locale.ROOT)
                .replace('_', ' ');
    }

    private static Controls real() {
        return new Controls(controls(), Proofs.ofAllModules());
    }

    private static List<Control> controls() {
        return Controls.parse(Project.read(Project.ROOT.resolve("docs/controls.tsv")));
    }
}
