package im.redoubt.audit.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import im.redoubt.audit.Corpus;
import im.redoubt.audit.Finding;
import im.redoubt.audit.Heard;
import im.redoubt.audit.Report;
import im.redoubt.audit.Unread;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Captures that somebody made to stop or fill the linter, or to have it tell what it read. */
@Tag("IOT-07")
class HostileCaptureTest {
    private static final String STANZA =
            "<message from='cam@things.example/k3Jd82Lq' to='p@things.example'><body>MODE=2;PIN=7391</body></message>\n";

    static Stream<Path> samples() {
        return Stream.of("traffic/bad", "traffic/good").flatMap(directory -> Corpus.samples(directory).stream());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsEveryTruncationToItsEnd(Path sample) {
        byte[] whole = Corpus.text(sample).getBytes(StandardCharsets.UTF_8);
        for (int end = 0; end < whole.length; end += 1 + whole.length / 500) {
            Heard heard = lint(Arrays.copyOf(whole, end));
            assertThat(heard.lines()).allMatch(line -> line.matches("[0-9]+ [a-z-]+"));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsWhatWasChangedAtRandom(Path sample) {
        byte[] whole = Corpus.text(sample).getBytes(StandardCharsets.UTF_8);
        Random random = new Random(151);
        for (int i = 0; i < 100; i++) {
            byte[] changed = whole.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                changed[random.nextInt(changed.length)] = (byte) "<>'\"\\&u/= \n\0é".charAt(random.nextInt(13));
            }
            lint(changed);
        }
    }

    @Test
    void readsRandomBytes() {
        Random random = new Random(27);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[random.nextInt(2_000)];
            random.nextBytes(bytes);
            bytes[0] = 'x';
            assertThat(lint(bytes).lines()).isNotEmpty();
        }
    }

    @Test
    void whatIsNestedTooDeepIsReportedAndTheNextIsJudged() {
        Heard heard = lint("<iq type='set'>" + "<a>".repeat(100_000) + "\n" + STANZA);
        assertThat(heard.lines()).containsExactly("1 unread", "2 body-credential", "2 body-machine-data");
    }

    @Test
    void whatIsTooLargeIsReportedAndTheNextIsJudged() {
        Heard heard = lint("<message><body>" + "x".repeat(3_000_000) + "</body></message>\n" + STANZA);
        assertThat(heard.lines()).containsExactly("1 unread", "2 body-credential", "2 body-machine-data");
    }

    // Each would be read to the limit of a stanza, and the next one after it again.
    @Test
    void manyThatNeverEndAreReadInLinearTime() {
        String beginning = "<message to='a@b.example'>" + "<a/>".repeat(500) + "\n";
        Heard heard = assertTimeoutPreemptively(Duration.ofSeconds(40), () -> lint(beginning.repeat(15_000)));
        assertThat(heard.lines()).hasSizeBetween(1, 101);
    }

    @Test
    void manyBeginningsOfTagsAreReadInLinearTime() {
        for (String beginning : List.of(
                "<!--", "<stream:stream ", "<message ", "\\u003cmessage ", "&lt;iq ", "<auth><", "</stream:stream")) {
            assertTimeoutPreemptively(Duration.ofSeconds(30), () -> lint(beginning.repeat(200_000)), beginning);
        }
    }

    @Test
    void bodyOfOneMebibyteIsMeasuredAtOnce() {
        for (String piece :
                List.of("a=", "A:1", "1;", "a@", "{\"a\":", "x ", "AAAA", "www.", "aB1", "é", "://", "-1.0")) {
            String body =
                    piece.repeat(1_000_000 / piece.length()).replace("<", "").replace("&", "");
            assertTimeoutPreemptively(
                    Duration.ofSeconds(10), () -> lint("<message><body>" + body + "</body></message>"), piece);
        }
    }

    @Test
    void whatIsNoTextIsSaidToBeNone() {
        assertThat(lint("x".getBytes(StandardCharsets.UTF_16)).reasons()).containsExactly("this is not text in UTF-8");
        assertThat(lint(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0}).lines()).containsExactly("0 unread");
        assertThat(lint("").reasons()).containsExactly("there is no stanza in it");
        assertThat(lint("nothing to see\n").reasons()).containsExactly("there is no stanza in it");
    }

    @Test
    void linesAreCountedAsTheyAre() {
        assertThat(lint("\r\n\n" + STANZA).lines()).containsExactly("3 body-credential", "3 body-machine-data");
        assertThat(lint("<message\n from='a@b.example'\n><body\n>MODE=2</body></message>")
                        .lines())
                .containsExactly("3 body-machine-data");
    }

    // In a process with a heap that is smaller than the log.
    @Test
    @Tag("long")
    void logOfFiftyMebibytesIsReadInAHeapOfSixteen() throws IOException, InterruptedException {
        Process reader = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx16m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LongLog.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(reader.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said).isEqualTo("findings " + 2 * LongLog.LINES + " unread 0\n");
    }

    /** Reads a log that nobody has written down. */
    static final class LongLog {
        static final int LINES = (50 << 20) / (STANZA.length() + 40);

        private LongLog() {}

        public static void main(String[] args) throws IOException {
            byte[] line = ("2026-11-29T10:00:00.000Z DEBUG [xmpp-1] RECV " + STANZA).getBytes(StandardCharsets.UTF_8);
            Counts counts = new Counts();
            InputStream log = new SequenceInputStream(Collections.enumeration(new Lines(line)));
            TrafficLinter.read("log", log, CapturePoint.WIRE, counts);
            System.out.println("findings " + counts.findings + " unread " + counts.unread);
        }
    }

    /** Equal lines that take no memory. */
    private static final class Lines extends AbstractList<InputStream> {
        private final byte[] line;

        Lines(byte[] line) {
            this.line = line;
        }

        @Override
        public InputStream get(int index) {
            return new ByteArrayInputStream(line);
        }

        @Override
        public int size() {
            return LongLog.LINES;
        }
    }

    /** Counts and forgets. */
    private static final class Counts implements Report {
        private long findings;
        private long unread;

        @Override
        public void found(Finding finding) {
            findings++;
        }

        @Override
        public void unread(Unread what) {
            unread++;
        }
    }

    private static Heard lint(String text) {
        return lint(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Heard lint(byte[] bytes) {
        Heard heard = new Heard();
        try {
            TrafficLinter.read("capture", new ByteArrayInputStream(bytes), CapturePoint.WIRE, heard);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(heard.reasons()).noneMatch(reason -> reason.contains("7391"));
        return heard;
    }

    @Test
    void verdictDoesNotDependOnHowTheBytesCome() {
        byte[] bytes = STANZA.repeat(40).getBytes(StandardCharsets.UTF_8);
        List<String> whole = lint(bytes).lines();
        Heard dripped = new Heard();
        InputStream drip = new SequenceInputStream(Collections.enumeration(IntStream.range(0, bytes.length)
                .mapToObj(i -> new ByteArrayInputStream(bytes, i, 1))
                .toList()));
        try {
            TrafficLinter.read("capture", drip, CapturePoint.WIRE, dripped);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(dripped.lines()).isEqualTo(whole).hasSize(80);
    }
}
