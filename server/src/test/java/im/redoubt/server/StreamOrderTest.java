package im.redoubt.server;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.testkit.peer.RawPeer;
import im.redoubt.testkit.transcript.Transcript;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Stanzas of one stream take effect and arrive in the order received (RFC 6120 section 10.1), whatever each of them waits for:
 * the store takes and answers after random whiles. Alice sends in one go, Bob is there, Carol and Dave are away, and Dave's
 * mailbox is soon full.
 */
class StreamOrderTest {
    private static final Pattern MARK = Pattern.compile("(?:<body>|<status>|<n xmlns='urn:n'>|id='q)(\\d+)[<.]");
    private static final Pattern ANSWER = Pattern.compile("<(?:iq|message)[^>]* id='q(\\d+)\\.'");
    private static final int STANZAS = 150;
    private static final int MAILBOX = 10;
    private static final int LONGEST_MILLIS = 12;

    @TempDir
    private static Path shared;

    private static TestIdentity identity;

    @TempDir
    private Path directory = Path.of("");

    private final List<Integer> toBob = new ArrayList<>();
    private final List<Integer> toCarol = new ArrayList<>();
    private final List<Integer> toDave = new ArrayList<>();
    private final List<Integer> answered = new ArrayList<>();
    private final List<String> read = new ArrayList<>();
    private String kept = "0";

    @BeforeAll
    static void makeIdentity() throws Exception {
        identity = TestIdentity.make(shared);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    @Tag("SRV-09")
    void whatOneStreamSendsTakesEffectAndArrivesInOrder(long seed) throws IOException {
        Transcript.Setup setup = new Transcript.Setup(
                List.of("alice", "bob", "carol", "dave"),
                List.of(),
                List.of("limits.offline_messages=" + MAILBOX, "limits.burst_stanzas=100000"));
        try (ServerBackend backend = new ServerBackend(
                        directory.resolve("data"),
                        identity,
                        setup,
                        store -> SlowStore.of(store, seed, LONGEST_MILLIS));
                RawPeer alice = new RawPeer(backend.connect(true));
                RawPeer bob = new RawPeer(backend.connect(true))) {
            alice.signIn("alice");
            String full = bob.signIn("bob");
            befriend(alice, bob);
            befriendDave(backend, alice);
            String stream = stream(new Random(seed), full);
            String answers = alice.send(stream).settle();
            assertThat(marks(MARK, bob.await("<body>end</body>"))).as("what bob gets").isEqualTo(toBob);
            assertThat(marks(ANSWER, answers)).as("what alice is answered").isEqualTo(answered);
            assertThat(privateData(answers)).as("what alice reads").isEqualTo(read);
            assertThat(waiting(backend, "carol", toCarol.size())).as("what waits").isEqualTo(first(toCarol));
            assertThat(waiting(backend, "dave", toDave.size())).as("what fits").isEqualTo(first(toDave));
        }
    }
}
