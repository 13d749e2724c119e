package im.redoubt.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.FormatMethod;
import im.redoubt.testkit.peer.RawPeer;
import im.redoubt.testkit.transcript.Transcript;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Stanzas of one stream take effect and arrive in the order received (RFC 6120 section 10.1), whatever each of them waits for:
 * the store takes and answers after random whiles. Alice sends in one go, Bob is there, Carol and Dave are away, and Dave's
 * mailbox is soon full.
 */
class StreamOrderTest {
    private static final Pattern ARRIVED = Pattern.compile("(?:<body>|<status>|<iq[^>]* id='q)(\\d+)[<.]");
    private static final Pattern ANSWERED = Pattern.compile("<(?:iq|message)[^>]* id='q(\\d+)\\.'");
    private static final Pattern READ = Pattern.compile(">(\\d+)</n></query>");
    private static final String COMING = "<iq type='get' id='roster'><query xmlns='jabber:iq:roster'/></iq><presence/>";
    private static final int STANZAS = 150;
    private static final int MAILBOX = 10;
    private static final int LONGEST_MILLIS = 12;

    private static Optional<TestIdentity> identity = Optional.empty();

    @TempDir
    private Path directory = Path.of("");

    private final Sent sent = new Sent();

    /** What was sent, by where it has to show. */
    private static final class Sent {
        private final StringBuilder text = new StringBuilder();
        private final List<Integer> toBob = new ArrayList<>();
        private final List<Integer> toCarol = new ArrayList<>();
        private final List<Integer> toDave = new ArrayList<>();
        private final List<Integer> answered = new ArrayList<>();
        private final List<Integer> read = new ArrayList<>();
        private int kept;
    }

    @BeforeAll
    static void makeIdentity(@TempDir Path shared) throws Exception {
        identity = Optional.of(TestIdentity.in(shared));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatOneStreamSendsTakesEffectAndArrivesInOrder(long seed) throws IOException {
        Transcript.Setup setup = new Transcript.Setup(
                Set.of(),
                Set.of("alice", "bob", "carol", "dave"),
                Set.of(),
                Set.of(),
                List.of("limits.offline_messages=" + MAILBOX, "limits.burst_stanzas=100000"));
        try (ServerBackend backend = new ServerBackend(
                        directory.resolve("data"),
                        identity.orElseThrow(),
                        setup,
                        store -> SlowStore.of(store, seed, LONGEST_MILLIS));
                RawPeer alice = new RawPeer(backend.connect(true));
                RawPeer bob = new RawPeer(backend.connect(true))) {
            alice.signIn("alice");
            String full = bob.signIn("bob");
            befriend(backend, alice, bob);
            Random random = new Random(seed);
            for (int number = 1; number <= STANZAS; number++) {
                add(number, number == 1 ? 8 : random.nextInt(10), full);
            }
            sent.text.append("<message to='bob@localhost' type='chat'><body>end</body></message>");
            String answers = alice.send(sent.text.toString()).settle();

            assertThat(marks(ARRIVED, bob.await("<body>end</body>")))
                    .as("what arrives at bob")
                    .isEqualTo(sent.toBob);
            assertThat(marks(ANSWERED, answers)).as("what alice is answered").isEqualTo(sent.answered);
            assertThat(marks(READ, answers)).as("what alice reads").isEqualTo(sent.read);
            assertThat(waiting(backend, "carol")).as("what waits for carol").isEqualTo(first(sent.toCarol));
            assertThat(waiting(backend, "dave")).as("what waits for dave").isEqualTo(first(sent.toDave));
        }
    }

    /** What was sent before its sender's connection ended takes effect, in its order, and before others see the session end. */
    @ParameterizedTest
    @ValueSource(longs = {6, 7})
    void whatWasSentBeforeTheConnectionEndedArrives(long seed) throws IOException {
        Transcript.Setup setup = new Transcript.Setup(
                Set.of(), Set.of("alice", "bob", "dave"), Set.of(), Set.of(), List.of("limits.burst_stanzas=100000"));
        try (ServerBackend backend = new ServerBackend(
                        directory.resolve("data"),
                        identity.orElseThrow(),
                        setup,
                        store -> SlowStore.of(store, seed, LONGEST_MILLIS));
                RawPeer bob = new RawPeer(backend.connect(true))) {
            bob.signIn("bob");
            try (RawPeer alice = new RawPeer(backend.connect(true))) {
                alice.signIn("alice");
                befriend(backend, alice, bob);
                for (int number = 1; number <= 40; number++) {
                    sent.toBob.add(append(
                            number, "<message to='bob@localhost' type='chat'><body>%d</body></message>", number));
                }
                alice.send(sent.text.toString());
            }
            String all = bob.await("type='unavailable'");
            assertThat(marks(ARRIVED, all)).isEqualTo(sent.toBob);
        }
    }

    private void add(int number, int kind, String bob) {
        String chat = "<message to='%s' type='chat'><body>%d</body></message>";
        String request = "<iq type='%s' id='q%d.'>%s</iq>";
        switch (kind) {
            case 0 -> sent.toBob.add(append(number, chat, "bob@localhost", number));
            case 1 -> sent.toBob.add(append(number, chat, bob, number));
            case 2 -> sent.toBob.add(append(number, "<presence><status>%d</status></presence>", number));
            case 3 -> sent.toBob.add(append(number, "<presence to='%s'><status>%d</status></presence>", bob, number));
            case 4 ->
                sent.toBob.add(append(
                        number, "<iq type='get' to='%s' id='q%d.'><ping xmlns='urn:xmpp:ping'/></iq>", bob, number));
            case 5 -> sent.toCarol.add(append(number, chat, "carol@localhost", number));
            case 6 -> {
                append(
                        number,
                        "<message id='q%d.' to='dave@localhost' type='chat'><body>%d</body></message>",
                        number,
                        number);
                sent.toDave.add(number);
                if (sent.toDave.size() > MAILBOX) {
                    sent.answered.add(number);
                }
            }
            case 7 -> sent.answered.add(append(number, request, "get", number, "<ping xmlns='urn:xmpp:ping'/>"));
            case 8 -> {
                sent.kept = number;
                sent.answered.add(append(
                        number,
                        request,
                        "set",
                        number,
                        "<query xmlns='jabber:iq:private'><n xmlns='urn:n'>" + number + "</n></query>"));
            }
            default -> {
                sent.read.add(sent.kept);
                sent.answered.add(append(
                        number, request, "get", number, "<query xmlns='jabber:iq:private'><n xmlns='urn:n'/></query>"));
            }
        }
    }

    @FormatMethod
    private int append(int number, String format, Object... arguments) {
        sent.text.append(format.formatted(arguments));
        return number;
    }

    /** Bob and Alice see each other, and Dave lets her see him; then he leaves. */
    private static void befriend(ServerBackend backend, RawPeer alice, RawPeer bob) throws IOException {
        alice.send(COMING).settle();
        bob.send(COMING + "<presence to='alice@localhost' type='subscribe'/>").settle();
        alice.await("type='subscribe'");
        alice.send("<presence to='bob@localhost' type='subscribed'/>").settle();
        bob.await("type='subscribed'");
        alice.send("<presence to='bob@localhost' type='subscribe'/>").settle();
        bob.await("type='subscribe'");
        bob.send("<presence to='alice@localhost' type='subscribed'/>").settle();
        alice.await("type='subscribed'");
        alice.send("<presence to='dave@localhost' type='subscribe'/>").settle();
        try (RawPeer dave = new RawPeer(backend.connect(true))) {
            dave.signIn("dave");
            dave.send(COMING).await("type='subscribe'");
            dave.send("<presence to='alice@localhost' type='subscribed'/>").settle();
            alice.await("type='subscribed'");
            dave.send("<presence type='unavailable'/></stream:stream>").awaitEnd();
        }
        alice.await("type='unavailable'");
    }

    /** As many as a mailbox holds, and whatever should not have been there. */
    private static List<Integer> waiting(ServerBackend backend, String name) throws IOException {
        try (RawPeer peer = new RawPeer(backend.connect(true))) {
            peer.signIn(name);
            String all = peer.send("<presence/>").settle();
            while (marks(ARRIVED, all).size() < MAILBOX) {
                all += peer.settle();
            }
            return marks(ARRIVED, all + peer.settle());
        }
    }

    private static List<Integer> first(List<Integer> numbers) {
        assertThat(numbers).hasSizeGreaterThanOrEqualTo(MAILBOX);
        return numbers.subList(0, MAILBOX);
    }

    private static List<Integer> marks(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
    }
}
