package im.redoubt.audit.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.audit.Corpus;
import im.redoubt.audit.Heard;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The linter of traffic on the corpus: all that is wrong is found where it is, and nothing else. */
@Tag("IOT-07")
class TrafficCorpusTest {
    static List<Path> bad() {
        return Corpus.samples("traffic/bad");
    }

    static List<Path> good() {
        return Corpus.samples("traffic/good");
    }

    @ParameterizedTest
    @MethodSource("bad")
    @Tag("I-151")
    void findsWhatIsWrong(Path sample) throws IOException {
        assertThat(Corpus.expected(sample)).isNotEmpty();
        assertThat(lint(sample).lines()).isEqualTo(Corpus.expected(sample));
    }

    @ParameterizedTest
    @MethodSource("good")
    @Tag("I-151")
    void accusesNobodyElse(Path sample) throws IOException {
        assertThat(lint(sample).lines()).isEqualTo(Corpus.expected(sample));
    }

    @Test
    @Tag("I-151")
    @Tag("IOT-02")
    @Tag("IOT-03")
    @Tag("IOT-04")
    void legacyAlarmHasFourFaultsAndNoMore() throws IOException {
        Path sample = bad().stream()
                .filter(file -> file.endsWith("legacy-alarm.xml"))
                .findFirst()
                .orElseThrow();
        assertThat(lint(sample).lines())
                .containsExactly("1 fixed-resource", "1 type-chat", "2 body-credential", "2 body-machine-data");
    }

    private static Heard lint(Path sample) throws IOException {
        Heard heard = new Heard();
        try (InputStream in = Files.newInputStream(sample)) {
            TrafficLinter.read(sample.getFileName().toString(), in, CapturePoint.WIRE, heard);
        }
        return heard;
    }
}
