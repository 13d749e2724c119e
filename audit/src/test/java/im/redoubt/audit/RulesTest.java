package im.redoubt.audit;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.audit.source.CodeRules;
import im.redoubt.audit.traffic.TrafficRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every rule says why and what to do, is described, and is found in some sample. */
@Tag("IOT-07")
class RulesTest {
    private static List<String> lacking(List<Rule> rules, Predicate<Rule> property) {
        return rules.stream().filter(property.negate()).map(Rule::id).toList();
    }

    private static List<Rule> all() {
        return Stream.concat(TrafficRules.all().stream(), CodeRules.all().stream())
                .toList();
    }

    @Test
    void haveNamesOfTheirOwnReasonsAndMends() {
        assertThat(all()).extracting(Rule::id).doesNotHaveDuplicates();
        assertThat(lacking(all(), rule -> rule.id().matches("[a-z]+(-[a-z]+)+")))
                .isEmpty();
        assertThat(lacking(all(), rule -> rule.reason().matches("[A-Z].*[.)]"))).isEmpty();
        assertThat(lacking(all(), rule -> rule.mend().matches("[A-Z].*\\."))).isEmpty();
    }

    @Test
    void areDescribed() throws IOException {
        Path root = Path.of(Objects.requireNonNullElse(System.getProperty("redoubt.root"), ".."));
        String page = Files.readString(root.resolve("docs/lint.md"));
        assertThat(lacking(
                        all(),
                        rule -> page.contains(
                                "| `" + rule.id() + "` | " + rule.severity().word() + " | ")))
                .isEmpty();
    }

    @Test
    void areFoundInSomeSample() {
        Set<String> traffic = Corpus.samples("traffic/bad").stream()
                .flatMap(sample -> Corpus.expected(sample).stream())
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .collect(Collectors.toSet());
        assertThat(lacking(TrafficRules.all(), rule -> traffic.contains(rule.id())))
                .isEmpty();
        String code = Corpus.samples("code/bad").stream().map(Corpus::text).collect(Collectors.joining());
        assertThat(lacking(CodeRules.all(), rule -> code.matches("(?s).*// expect: [a-z -]*" + rule.id() + "\\b.*")))
                .isEmpty();
    }

    @Test
    void corpusHasFortySamplesAtLeast() {
        assertThat(Stream.of("traffic/bad", "traffic/good", "code/bad", "code/good")
                        .mapToInt(directory -> Corpus.samples(directory).size())
                        .sum())
                .isGreaterThanOrEqualTo(40);
    }
}
