package im.redoubt.audit.source;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.audit.Corpus;
import im.redoubt.audit.Heard;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The linter of sources on the corpus. In a bad sample each line that is wrong ends in {@code // expect: RULE…}, in a good one none does. */
@Tag("IOT-07")
class CodeCorpusTest {
    private static final Pattern EXPECT = Pattern.compile(".*// expect: ([a-z -]+)$");

    static List<Path> bad() {
        return Corpus.samples("code/bad");
    }

    static List<Path> good() {
        return Corpus.samples("code/good");
    }

    @ParameterizedTest
    @MethodSource("bad")
    @Tag("IOT-01")
    void findsWhatIsWrong(Path sample) throws InterruptedException {
        List<String> expected = expected(Corpus.text(sample));
        assertThat(expected).isNotEmpty();
        assertThat(lint(sample).lines()).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("good")
    void accusesNobodyElse(Path sample) throws InterruptedException {
        assertThat(expected(Corpus.text(sample))).isEmpty();
        assertThat(lint(sample).lines()).isEmpty();
    }

    /** What a sample says of itself. */
    static List<String> expected(String text) {
        List<String> lines = text.lines().toList();
        return Stream.iterate(0, i -> i < lines.size(), i -> i + 1)
                .flatMap(i -> {
                    var expect = EXPECT.matcher(lines.get(i));
                    return expect.matches()
                            ? Stream.of(expect.group(1).split(" ", -1)).sorted().map(rule -> (i + 1) + " " + rule)
                            : Stream.empty();
                })
                .toList();
    }

    private static Heard lint(Path sample) throws InterruptedException {
        Heard heard = new Heard();
        SourceLinter.read(sample.getFileName().toString(), sample, heard, _ -> {});
        return heard;
    }
}
