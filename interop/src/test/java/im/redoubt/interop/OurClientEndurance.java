package im.redoubt.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import im.redoubt.client.ClientException;
import im.redoubt.client.Delivery;
import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.client.Pace;
import im.redoubt.client.Session;
import im.redoubt.client.SessionState;
import im.redoubt.client.presence.Presences;
import im.redoubt.client.roster.Roster;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.testkit.peer.UnconnectedSockets;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of what is sent while a server stands still, as in a pause of its machine (SIGSTOP). */
abstract class OurClientEndurance extends OurClientFixture {
    /** Several times what the sockets between the two hold: some of it the server has, and some of it not. */
    private static final int INTO_SILENCE = 200;

    private static final int BODY_CHARS = 1_000;
    private static final int TOO_MANY_CHARS = 300_000;
    private static final int SEND_BYTES = 16_384;

    private static final Pace IMPATIENT = Pace.STANDARD
            .withSilence(Duration.ofMillis(500))
            .withPatience(Duration.ofSeconds(2))
            .withPauses(Duration.ofMillis(50), Duration.ofMillis(500));

    OurClientEndurance(RunningServer server, String mechanism) {
        super(server, mechanism);
    }

    /** Writes down the id of every message as it comes, before anything could tell that it has come before. */
    private static final class Ids implements Feature<Host> {
        private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

        @Override
        public Host attach(Host host) {
            host.onMessage(message -> heard.add(message.message().id().orElse("none")));
            return host;
        }
    }

    /** Makes sockets that hold little, and counts them: each is an attempt to connect. */
    private static final class SmallSockets extends UnconnectedSockets {
        private final AtomicInteger made = new AtomicInteger();

        @Override
        public Socket createSocket() {
            made.incrementAndGet();
            Socket socket = new Socket();
            try {
                socket.setSendBufferSize(SEND_BYTES);
            } catch (SocketException e) {
                throw new UncheckedIOException(e);
            }
            return socket;
        }
    }

    private static Delivery say(Session session, String id) {
        return say(session, id, BODY_CHARS);
    }

    private static Delivery say(Session session, String id, int chars) {
        return session.get(RAW)
                .send(new Message(
                        StanzaHeader.EMPTY.withTo(address("bob")).withId(id),
                        MessageType.CHAT,
                        XmlContent.of(
                                Stanza.CLIENT_NAMESPACE,
                                List.of(Element.named(Stanza.CLIENT_NAMESPACE, "body")
                                        .text("x".repeat(chars))
                                        .build()))));
    }

    private static boolean isOffline(Session session) {
        return session.state() instanceof SessionState.Offline;
    }

    /**
     * The sender leaves it, comes back while it still stands, gives that up and comes back once more: it goes on with all of these
     * connections before it, and with what was written to the first one.
     */
    @Test
    @Tag("N-123")
    @Needs(Scenario.STREAM_MANAGEMENT)
    void serverThatStandsStillLosesNothing() {
        assertThat(saidIntoSilence(Pace.STANDARD, "one ")).containsAll(said("one "));
    }

    /**
     * The recipient has left it as well, and hears the rest on another connection. What is heard is looked at as it comes, with nothing
     * that would leave out what came before (origin-id): each once, and in order.
     */
    @Test
    @Tag("N-123")
    @Needs(Scenario.EXACT_RESUMPTION)
    void serverThatStandsStillDoublesNothing() {
        assertThat(saidIntoSilence(IMPATIENT, "two ")).isEqualTo(said("two "));
    }

    /** Returns all ids; servers that know ids again are not to know them from another test. */
    private static List<String> said(String test) {
        List<String> said = new ArrayList<>(List.of(test + "before"));
        IntStream.range(0, INTO_SILENCE).forEach(i -> said.add(test + i));
        said.addAll(List.of(test + "while away", test + "behind"));
        return said;
    }

    private List<String> saidIntoSilence(Pace recipient, String test) {
        SmallSockets sockets = new SmallSockets();
        Ids ids = new Ids();
        try (Session alice =
                        client("alice").pace(IMPATIENT).sockets(sockets).build().open();
                Session bob = signing("bob")
                        .pace(recipient)
                        .with(ids, RAW, Roster.FEATURE, Presences.FEATURE)
                        .build()
                        .open()) {
            awaitPresence(bob);
            List<SessionState> states = Collections.synchronizedList(new ArrayList<>());
            alice.states().add(states::add);
            say(alice, test + "before").accepted().await(PATIENCE);
            List<Delivery> deliveries = new ArrayList<>();
            server.process().standStill();
            try {
                for (int i = 0; i < INTO_SILENCE; i++) {
                    deliveries.add(say(alice, test + i));
                }
                assertThat(deliveries.get(0).sent()).isCompleted();
                await().atMost(PATIENCE)
                        .until(() -> isOffline(alice) && (recipient.equals(Pace.STANDARD) || isOffline(bob)));
                await().atMost(PATIENCE).until(() -> sockets.made.get() >= 2);
                alice.networkChanged();
                await().atMost(PATIENCE).until(() -> sockets.made.get() >= 3);
                deliveries.add(say(alice, test + "while away"));
            } finally {
                server.process().goOn();
            }
            for (Delivery delivery : deliveries) {
                delivery.accepted().await(PATIENCE);
            }
            say(alice, test + "behind").accepted().await(PATIENCE);
            await().atMost(PATIENCE).until(() -> ids.heard.contains(test + "behind"));
            awaitPresence(bob);
            assertThat(states)
                    .filteredOn(SessionState.Online.class::isInstance)
                    .first()
                    .matches(state -> ((SessionState.Online) state).resumed());
            return List.copyOf(ids.heard);
        }
    }

    /** More than a server takes (RFC 6120 section 13.12), which not every one says before (XEP-0478): it ends the stream. */
    @Test
    @Tag("N-120")
    void stanzaThatIsTooLargeKeepsNobodyAway() {
        Ids ids = new Ids();
        try (Session alice = client("alice").build().open();
                Session bob = signing("bob")
                        .with(ids, RAW, Roster.FEATURE, Presences.FEATURE)
                        .build()
                        .open()) {
            awaitPresence(bob);
            Delivery first = say(alice, "three first", BODY_CHARS);
            Delivery large = say(alice, "three large", TOO_MANY_CHARS);
            Delivery last = say(alice, "three last", BODY_CHARS);
            first.accepted().await(PATIENCE);
            last.accepted().await(PATIENCE);
            assertThatThrownBy(() -> large.accepted().await(PATIENCE)).isInstanceOf(ClientException.class);
            await().atMost(PATIENCE).until(() -> ids.heard.contains("three last"));
            assertThat(ids.heard).contains("three first").doesNotContain("three large");
            assertThat(alice.state()).isInstanceOf(SessionState.Online.class);
        }
    }
}
