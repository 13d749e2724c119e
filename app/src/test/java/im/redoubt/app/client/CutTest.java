package im.redoubt.app.client;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.client.Client;
import im.redoubt.client.Delivery;
import im.redoubt.client.Host;
import im.redoubt.client.Pace;
import im.redoubt.client.Session;
import im.redoubt.client.SessionState;
import im.redoubt.client.locate.Place;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.testkit.fault.FaultProxy;
import im.redoubt.testkit.fault.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that end while messages go both ways: none is lost, none comes twice, and the order is kept. */
final class CutTest {
    private static final int MESSAGES = 40;

    @TempDir
    static Path directory;

    private static RunningRedoubt service;

    @BeforeAll
    static void start() {
        service = new RunningRedoubt(directory).with("alice").with("bob");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** Somebody who writes down what he hears. */
    private static final class Person implements AutoCloseable {
        private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
        private final List<SessionState> states = Collections.synchronizedList(new ArrayList<>());
        private final Session session;
        private final Host host;

        Person(Client.Builder builder) {
            session = builder.with(host -> {
                        host.onMessage(message -> {
                            message.message()
                                    .content()
                                    .first(Stanza.CLIENT_NAMESPACE, "body")
                                    .ifPresent(body -> hear(body.text()));
                            return true;
                        });
                        host.onOnline(state -> {
                            states.add(state);
                            host.send(Presence.of(PresenceType.AVAILABLE, StanzaHeader.EMPTY));
                        });
                        return "";
                    })
                    .build()
                    .open();
            host = session.get(Clients.RAW);
        }

        private void hear(String body) {
            synchronized (heard) {
                heard.add(body);
                heard.notifyAll();
            }
        }

        /** Waits until so many were heard. */
        void hears(int count) throws InterruptedException {
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            synchronized (heard) {
                while (heard.size() < count && System.nanoTime() - end < 0) {
                    TimeUnit.NANOSECONDS.timedWait(heard, Math.max(1, end - System.nanoTime()));
                }
            }
        }

        @Override
        public void close() {
            session.close();
        }
    }

    private static Client.Builder through(FaultProxy proxy, String name) {
        return Clients.of(service, name)
                .place(Place.startTls("127.0.0.1", proxy.port()))
                .pace(Pace.STANDARD.withPauses(Duration.ofMillis(20), Duration.ofMillis(200)));
    }

    private static List<String> bodies(String prefix) {
        return IntStream.range(0, MESSAGES).mapToObj(i -> prefix + i).collect(Collectors.toList());
    }

    /** The connection of one of the two is cut again and again while both write. */
    @Test
    @Tag("N-119")
    @Tag("N-121")
    void messagesOfBothSurviveCutsOfOne() throws IOException, InterruptedException {
        try (FaultProxy proxy = FaultProxy.to(service.starttlsPort(), Network.CLEAN);
                Person alice = new Person(through(proxy, "alice"));
                Person bob = new Person(Clients.of(service, "bob"))) {
            Jid toBob = bob.host.account();
            Jid toAlice = alice.host.account();
            List<Delivery> deliveries = new ArrayList<>();
            for (int i = 0; i < MESSAGES; i++) {
                deliveries.add(alice.host.send(Clients.message(toBob, "a" + i)));
                deliveries.add(bob.host.send(Clients.message(toAlice, "b" + i)));
                if (i % 5 == 3) {
                    proxy.cut();
                }
                TimeUnit.MILLISECONDS.sleep(10);
            }
            for (Delivery delivery : deliveries) {
                delivery.accepted().await(Duration.ofSeconds(20));
            }
            bob.hears(MESSAGES);
            alice.hears(MESSAGES);
            assertThat(bob.heard).containsExactlyElementsOf(bodies("a"));
            assertThat(alice.heard).containsExactlyElementsOf(bodies("b"));
            assertThat(alice.states.stream().filter(state -> ((SessionState.Online) state).resumed()))
                    .as("the session was resumed")
                    .isNotEmpty();
        }
    }

    /** The first connection is cut behind so many bytes of the client's: those of a sign-in, and from 0 to 1,200 more, in steps. */
    @Test
    @Tag("N-121")
    void messagesSurviveCutsBehindAnyByte() throws IOException, InterruptedException {
        long signedIn = bytesOfASignIn() + 64; // two sign-ins differ by some bytes
        for (long cut = signedIn; cut < signedIn + 1_200; cut += 61) {
            try (Person bob = new Person(Clients.of(service, "bob"));
                    FaultProxy proxy =
                            FaultProxy.to(service.starttlsPort(), Network.CLEAN.cutAfter(cut), Network.CLEAN);
                    Person alice = new Person(through(proxy, "alice"))) {
                List<Delivery> deliveries = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    deliveries.add(alice.host.send(Clients.message(bob.host.account(), "m" + i)));
                }
                for (Delivery delivery : deliveries) {
                    delivery.accepted().await(Duration.ofSeconds(20));
                }
                bob.hears(6);
                assertThat(bob.heard)
                        .as("cut behind %d bytes", cut)
                        .containsExactly("m0", "m1", "m2", "m3", "m4", "m5");
            }
        }
    }

    private static long bytesOfASignIn() throws IOException {
        try (FaultProxy proxy = FaultProxy.to(service.starttlsPort(), Network.CLEAN);
                Person alice = new Person(through(proxy, "alice"))) {
            assertThat(alice.session.state()).isInstanceOf(SessionState.Online.class);
            return proxy.sent();
        }
    }
}
