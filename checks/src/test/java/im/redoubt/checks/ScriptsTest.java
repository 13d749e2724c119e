package im.redoubt.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The tests of the shell scripts, one by one. */
class ScriptsTest {
    @TestFactory
    @Tag("BLD-01")
    Stream<DynamicTest> scriptsDoWhatTheySay() {
        Shell.Result result = new Shell(Project.ROOT).run("build/selftest");
        List<String> verdicts = result.output()
                .lines()
                .filter(line -> line.startsWith("ok ") || line.startsWith("not ok "))
                .toList();
        assertThat(verdicts).as(result.output()).hasSizeGreaterThan(30);
        return verdicts.stream()
                .map(verdict -> DynamicTest.dynamicTest(
                        verdict.replaceFirst("^(not )?ok ", "").replaceFirst(":.*", ""),
                        () -> assertThat(verdict).as(result.output()).startsWith("ok ")));
    }
}
