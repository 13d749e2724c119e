package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RawClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The real process is asked to stop: everybody is told, nothing is lost, and the data is free for the next start. */
class ShutdownTest {
    private static final List<String> QUICK = List.of("-Xmx100m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    private static final Pattern BODY = Pattern.compile("<body>(\\d+)</body>");
    private static final String[] PLAIN = {"accounts.plain_within_tls=true", "limits.burst_stanzas=100000"};
    private static final int MESSAGES = 300;
    private static final int ANSWERED = 100;

    @TempDir
    private Path directory = Path.of("");

    private RedoubtProcess start() {
        return RedoubtProcess.start(directory.resolve("data"), QUICK, PLAIN);
    }

    /** One signed in, one on the way to it, one in clear, and one that has not said a word. */
    @ParameterizedTest
    @CsvSource({"TERM,143", "INT,130"})
    @Tag("D-106")
    void everyStreamIsToldAndEndsAndTheDataIsFree(String signal, int code) {
        try (RedoubtProcess process = start().with("alice");
                RawClient silent = process.connect();
                RawClient alice = process.signIn("alice").available();
                RawClient stranger = process.connect();
                RawClient clear = RawClient.plain(process.starttlsPort())) {
            stranger.send(RawClient.HEADER).await("</stream:features>");
            clear.send(RawClient.HEADER).await("</stream:features>");
            process.signal(signal);

            List<RawClient> all = List.of(alice, stranger, clear, silent);
            for (RawClient told : all) {
                assertThat(told.awaitEnd())
                        .as("stream %d", all.indexOf(told))
                        .contains("<system-shutdown xmlns='urn:ietf:params:xml:ns:xmpp-streams'")
                        .endsWith("</stream:stream>");
            }
            assertThat(process.exitCode()).isEqualTo(code);
        }
        try (RedoubtProcess again = start()) {
            again.signIn("alice").available().close();
        }
    }

    /** Bob is away. Carol is there, and has read nothing of what came for her when the process is told to stop. */
    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    @Tag("C-109")
    void whatWasTakenJustBeforeIsDeliveredOrKept(String signal) {
        List<Integer> kept;
        List<Integer> delivered;
        try (RedoubtProcess process = start().with("alice").with("bob").with("carol");
                RawClient alice = process.signIn("alice").available();
                RawClient carol = process.signIn("carol").available()) {
            StringBuilder text = new StringBuilder();
            for (int number = 0; number < MESSAGES; number++) {
                for (String to : List.of("bob", "carol")) {
                    text.append(
                            "<message to='%s@localhost' type='chat'><body>%d</body></message>".formatted(to, number));
                }
                text.append("<iq type='get' id='n%d.'><ping xmlns='urn:xmpp:ping'/></iq>".formatted(number));
            }
            alice.send(text.toString()).await("id='n" + ANSWERED + ".'");
            process.signal(signal);
            delivered = new ArrayList<>(numbers(carol.awaitEnd()));
            alice.awaitEnd();
            process.exitCode();
        }
        try (RedoubtProcess again = start()) {
            kept = waiting(again, "bob");
            delivered.addAll(waiting(again, "carol"));
        }
        assertThat(kept).hasSizeGreaterThan(ANSWERED).isEqualTo(firstOf(kept.size()));
        assertThat(delivered).hasSizeGreaterThan(ANSWERED).isEqualTo(firstOf(delivered.size()));
    }

    /** A peer that neither reads nor answers cannot keep the process; what had to wait for it is kept. */
    @Test
    @Tag("D-100")
    void aPeerThatDoesNotReadHoldsNothingUpAndLosesNothingThatWaited() {
        int last = 39;
        try (RedoubtProcess process = RedoubtProcess.start(
                                directory.resolve("data"),
                                QUICK,
                                PLAIN[0],
                                "limits.burst_bytes=100000000",
                                "limits.outbound_queue_bytes=20000000",
                                "limits.shutdown_seconds=2")
                        .with("alice")
                        .with("bob");
                RawClient bob = process.signIn("bob").available();
                RawClient alice = process.signIn("alice").available()) {
            for (int number = 0; number <= last; number++) {
                alice.send("<message to='bob@localhost' type='chat'><subject>" + "x".repeat(200_000)
                        + "</subject><body>" + number + "</body></message>");
            }
            alice.settle();
            process.signal("TERM");

            assertThat(alice.awaitEnd()).contains("<system-shutdown").endsWith("</stream:stream>");
            assertThat(process.exitCode()).isEqualTo(143);
            assertThat(bob.address()).startsWith("bob@");
        }
        try (RedoubtProcess again = start()) {
            List<Integer> kept = waiting(again, "bob");
            assertThat(kept)
                    .isEqualTo(
                            IntStream.rangeClosed(kept.getFirst(), last).boxed().toList());
        }
    }

    private static List<Integer> firstOf(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    /** What waits comes in order, and so before something that was sent later. */
    private static List<Integer> waiting(RedoubtProcess process, String name) {
        try (RawClient alice = process.signIn("alice");
                RawClient client = process.signIn(name)) {
            alice.send("<message to='" + name + "@localhost' type='chat'><body>last</body></message>")
                    .settle();
            return numbers(client.send("<presence/>").await("<body>last</body>"));
        }
    }

    private static List<Integer> numbers(String text) {
        List<Integer> numbers = new ArrayList<>();
        Matcher matcher = BODY.matcher(text);
        while (matcher.find()) {
            numbers.add(Integer.valueOf(matcher.group(1)));
        }
        return numbers;
    }
}
