package im.redoubt.audit;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.audit.traffic.TrafficRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every rule says why and what to do, is described, and is found in some sample. */
@Tag("IOT-07")
class RulesTest {
    private static List<Rule> all() {
        return TrafficRules.all();
    }

    @Test
    void haveNamesOfTheirOwnReasonsAndMends() {
        assertThat(all())
                .extracting(Rule::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z]+(-[a-z0-9]+)+"));
        assertThat(all()).allSatisfy(rule -> {
            assertThat(rule.reason())
                    .endsWith(rule.reason().endsWith(")") ? ")" : ".")
                    .isPrintable();
            assertThat(rule.mend()).endsWith(".");
        });
    }

    @Test
    void areDescribed() throws IOException {
        Path root = Path.of(Objects.requireNonNullElse(System.getProperty("redoubt.root"), ".."));
        String page = Files.readString(root.resolve("docs/lint.md"));
        assertThat(all())
                .allSatisfy(rule -> assertThat(page)
                        .contains("| `" + rule.id() + "` | " + rule.severity().word() + " | "));
    }

    @Test
    void areFoundInSomeSample() {
        Set<String> found = Stream.of("traffic/bad")
                .flatMap(directory -> Corpus.samples(directory).stream())
                .flatMap(sample -> Corpus.expected(sample).stream())
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .collect(Collectors.toSet());
        assertThat(found).containsAll(all().stream().map(Rule::id).toList());
    }
}
