package im.redoubt.app.client;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RawClient;
import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.client.Client;
import im.redoubt.client.Session;
import im.redoubt.client.admission.Admission;
import im.redoubt.client.admission.GivenToken;
import im.redoubt.client.admission.Hearing;
import im.redoubt.client.admission.HearingResult;
import im.redoubt.client.chat.Chat;
import im.redoubt.client.invitation.Invitation;
import im.redoubt.client.invitation.Invitations;
import im.redoubt.client.locate.Place;
import im.redoubt.client.ping.Ping;
import im.redoubt.client.presence.Presences;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.testkit.fault.FaultProxy;
import im.redoubt.testkit.fault.Network;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device on the service says with the client library whom it hears; everybody else costs its connection no byte. */
@Tag("IOT-05")
final class AdmissionOfDevicesTest {
    private static final BareJid SERVER = BareJid.of("localhost");
    private static final BareJid KEYPAD = BareJid.of("keypad@localhost");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> STRANGERS = List.of("eve", "mallory", "trudy", "pane1", "pane");
    private static final int EACH = 2_000;

    @TempDir
    static Path directory;

    private static RunningRedoubt service;

    @BeforeAll
    static void start() {
        service = new RunningRedoubt(
                        directory,
                        "accounts.plain_within_tls=true",
                        "limits.stanzas_per_second=100000",
                        "limits.burst_stanzas=100000",
                        "limits.bytes_per_second=100000000",
                        "limits.burst_bytes=100000000")
                .with("panel")
                .with("lock")
                .with("keypad");
        STRANGERS.forEach(service::with);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static Client.Builder device(String name) {
        return Clients.of(service, name)
                .with(Admission.FEATURE, Chat.FEATURE, Presences.FEATURE, Ping.FEATURE, Invitations.FEATURE);
    }

    private static HearingResult sets(Session session, Hearing hearing) {
        return session.get(Admission.FEATURE).set(hearing).await(PATIENCE);
    }

    private static String unsolicited(int number, String address) {
        String to = List.of("panel@localhost", address, "panel@localhost/gone").get(number % 3);
        String rest = " to='" + to + "' id='f" + number + "'";
        return switch (number / 3 % 8) {
            case 0 -> "<message type='chat'" + rest + "><body>disarm</body></message>";
            case 1 -> "<message" + rest + "><disarm xmlns='urn:example:alarm:1'/></message>";
            case 2 -> "<message type='headline'" + rest + "><body>disarm</body></message>";
            case 3 -> "<iq type='set'" + rest + "><disarm xmlns='urn:example:alarm:1'/></iq>";
            case 4 -> "<iq type='result'" + rest + "/>";
            case 5 -> "<presence" + rest + "/>";
            case 6 -> "<presence type='probe'" + rest + "/>";
            default ->
                "<presence type='" + (number % 2 == 0 ? "subscribe" : "unsubscribe") + "'" + rest
                        + "><preauth xmlns='urn:xmpp:pars:0' token='guessguessguess" + number + "'/></presence>";
        };
    }

    private static void flood(String address) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (String name : STRANGERS) {
            threads.add(Thread.startVirtualThread(() -> {
                try (RawClient stranger = service.signIn(name)) {
                    for (int number = 0; number < EACH; number += 100) {
                        StringBuilder stanzas = new StringBuilder();
                        for (int i = number; i < number + 100; i++) {
                            stanzas.append(unsolicited(i, address));
                        }
                        stranger.send(stanzas.toString());
                        stranger.settle();
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Returns the count when nothing has come while others signed in three times: acknowledgements come behind answers. */
    private static long quiet(FaultProxy link) {
        long before = -1;
        for (int same = 0; same < 3; ) {
            try (RawClient onlooker = service.signIn("keypad")) {
                onlooker.settle();
            }
            long now = link.answered();
            same = now == before ? same + 1 : 0;
            before = now;
        }
        return before;
    }

    @Test
    @Tag("I-150")
    @Tag("D-105")
    void tenThousandStanzasOfStrangersAreNoByteOnTheConnectionOfTheDevice() throws Exception {
        try (FaultProxy link = FaultProxy.to(service.starttlsPort(), Network.CLEAN);
                Session panel = device("panel")
                        .place(Place.startTls("127.0.0.1", link.port()))
                        .build()
                        .open()) {
            assertThat(sets(panel, Hearing.only(Set.of(KEYPAD))))
                    .isEqualTo(new HearingResult.InForce(Hearing.only(Set.of(KEYPAD))));
            panel.get(Ping.FEATURE).ask(SERVER).await(PATIENCE);
            long before = quiet(link);

            flood(panel.get(Clients.RAW).address().toString());

            assertThat(link.answered()).isEqualTo(before);
            panel.get(Ping.FEATURE).ask(SERVER).await(PATIENCE);
            assertThat(link.answered() - before).isBetween(1L, 2_000L);
            panel.end();
        }
        flood("panel@localhost/away");
        try (RawClient back = service.signIn("panel")) {
            back.send("<presence/>");
            assertThat(back.settle()).doesNotContain("message").doesNotContain("subscribe");
        }
    }

    @Test
    @Tag("I-154")
    void whoeverShowsTheTokenFirstIsHeardAndTheDeviceIsTold() throws Exception {
        BlockingQueue<Hearing> told = new LinkedBlockingQueue<>();
        Secret token = Secret.utf8("1tMFqYDdKhfe2pwp".toCharArray());
        GivenToken given = GivenToken.of(token, Instant.now().plus(Duration.ofMinutes(10)));
        Invitation shown = Invitation.read(Unverified.of("xmpp:lock@localhost?roster;preauth=1tMFqYDdKhfe2pwp"))
                .orElseThrow();
        BareJid address = BareJid.of("lock@localhost");
        try (Session lock = device("lock").build().open();
                Session keypad = device("keypad").build().open();
                Session eve = device("eve").build().open()) {
            lock.get(Admission.FEATURE).changes().add(told::add);
            assertThat(lock.get(Admission.FEATURE).get().await(PATIENCE))
                    .isEqualTo(new HearingResult.InForce(Hearing.everybody()));
            Hearing first = new Hearing.Only(Set.of(), Set.of(given));
            sets(lock, first);
            assertThat(told.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(first);

            keypad.get(Invitations.FEATURE).accept(shown);
            Hearing now = Hearing.only(Set.of(KEYPAD));
            assertThat(told.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(now);
            eve.get(Invitations.FEATURE).accept(shown);
            eve.get(Ping.FEATURE).ask(SERVER).await(PATIENCE);
            assertThat(lock.get(Admission.FEATURE).get().await(PATIENCE)).isEqualTo(new HearingResult.InForce(now));

            assertThat(sets(lock, first)).isEqualTo(new HearingResult.Outdated());
            assertThat(eve.get(Chat.FEATURE).send(address, "lost").accepted().await(PATIENCE))
                    .isNotNull();
            assertThat(told).isEmpty();
        }
    }
}
