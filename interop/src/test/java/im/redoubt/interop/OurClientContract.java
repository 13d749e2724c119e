package im.redoubt.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import im.redoubt.client.Client;
import im.redoubt.client.Delivery;
import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.client.Pace;
import im.redoubt.client.Session;
import im.redoubt.client.SessionState;
import im.redoubt.client.SignInException;
import im.redoubt.client.chat.Chat;
import im.redoubt.client.credential.Password;
import im.redoubt.client.locate.Place;
import im.redoubt.client.presence.Presences;
import im.redoubt.client.receipt.Receipts;
import im.redoubt.client.roster.Roster;
import im.redoubt.client.roster.RosterEntry;
import im.redoubt.client.trust.Trust;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.testkit.fault.FaultProxy;
import im.redoubt.testkit.fault.Network;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What our client does on a server, whoever wrote that. Each server says what it has of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OurClientContract {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String PASSWORD = "correct horse battery";
    private static final Feature<Host> RAW = host -> host;

    private final RunningServer server;
    private final String mechanism;

    /**
     * @param server where it is tried
     * @param mechanism by what our client must sign in there, with its channel binding: the best that both have
     */
    OurClientContract(RunningServer server, String mechanism) {
        this.server = server;
        this.mechanism = mechanism;
    }

    @BeforeAll
    void users() {
        server.addUser("alice", PASSWORD);
        server.addUser("bob", PASSWORD);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** Says what a client must be told about this server. */
    Client.Builder told(Client.Builder client) {
        return client;
    }

    private Client.Builder client(String name) {
        return told(Client.builder(name + "@" + RunningServer.DOMAIN)
                .password(Password.of(PASSWORD.toCharArray()))
                .trust(authority(server.ca()))
                .acceptScramSha1()
                .place(Place.startTls(RunningServer.HOST, server.starttlsPort()))
                .pace(Pace.STANDARD.withPauses(Duration.ofMillis(50), Duration.ofMillis(500)))
                .with(RAW, Chat.FEATURE, Roster.FEATURE, Presences.FEATURE, Receipts.FEATURE));
    }

    private static Trust authority(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            return Trust.pkix(List.of(
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in)));
        } catch (IOException | CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BareJid address(String name) {
        return BareJid.of(name + "@" + RunningServer.DOMAIN);
    }

    @Test
    void signsInByTheBestThatBothHave() {
        try (Session session = client("alice").build().open()) {
            assertThat(session.signedInBy()).isEqualTo(mechanism);
            assertThat(session.get(RAW).address().bare()).isEqualTo(address("alice"));
        }
    }

    @Test
    void signsInOverDirectTls() {
        Client client = client("alice")
                .place(Place.directTls(RunningServer.HOST, server.tlsPort()))
                .build();
        try (Session session = client.open()) {
            assertThat(session.state()).isInstanceOf(SessionState.Online.class);
        }
    }

    @Test
    void wrongPasswordIsRefused() {
        Client client =
                client("alice").password(Password.of("wrong".toCharArray())).build();
        assertThatThrownBy(client::open).isInstanceOf(SignInException.class).hasMessageContaining("password");
    }

    @Test
    void authorityThatIsNotTrustedGetsNothing() {
        Client client = client("alice").trust(Trust.pkix()).build();
        assertThatThrownBy(client::open).isInstanceOf(SignInException.class).hasMessageContaining("SHA256:");
    }

    @Test
    void messagesGoBothWays() {
        try (Session alice = client("alice").build().open();
                Session bob = client("bob").build().open()) {
            List<String> heard = heard(bob);
            bob.get(Chat.FEATURE)
                    .received()
                    .add(message -> bob.get(Chat.FEATURE).send(message.sender(), "you said it"));
            List<String> answers = heard(alice);
            awaitPresence(bob);
            Delivery delivery = alice.get(Chat.FEATURE).send(address("bob"), "hello <&> \"there\"");
            delivery.accepted().await(PATIENCE);
            await().atMost(PATIENCE).until(() -> answers.contains("you said it"));
            assertThat(heard).containsExactly("hello <&> \"there\"");
        }
    }

    @Test
    void contactsSeeEachOther() {
        try (Session alice = client("alice").build().open();
                Session bob = client("bob").build().open()) {
            awaitPresence(alice);
            awaitPresence(bob);
            bob.get(Presences.FEATURE)
                    .requests()
                    .add(request -> bob.get(Presences.FEATURE).approve(request.from()));
            bob.get(Presences.FEATURE)
                    .unanswered()
                    .forEach(request -> bob.get(Presences.FEATURE).approve(request.from()));
            alice.get(Roster.FEATURE)
                    .set(RosterEntry.of(address("bob")).named("Bob"))
                    .await(PATIENCE);
            alice.get(Presences.FEATURE).subscribe(address("bob"));
            await().atMost(PATIENCE)
                    .until(() ->
                            alice.get(Presences.FEATURE).best(address("bob")).isPresent());
            assertThat(alice.get(Roster.FEATURE).now().sees(address("bob"))).isTrue();
            alice.get(Roster.FEATURE).remove(address("bob")).await(PATIENCE);
            await().atMost(PATIENCE)
                    .until(() ->
                            alice.get(Roster.FEATURE).now().find(address("bob")).isEmpty());
        }
    }

    @Test
    void cutsLoseNothing() throws IOException, InterruptedException {
        try (FaultProxy proxy = FaultProxy.to(server.starttlsPort(), Network.CLEAN);
                Session alice = client("alice")
                        .place(Place.startTls(RunningServer.HOST, proxy.port()))
                        .build()
                        .open();
                Session bob = client("bob").build().open()) {
            awaitPresence(bob);
            List<SessionState> states = Collections.synchronizedList(new ArrayList<>());
            alice.states().add(states::add);
            List<String> heard = heard(bob);
            List<Delivery> deliveries = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                deliveries.add(alice.get(Chat.FEATURE).send(address("bob"), "m" + i));
                if (i % 7 == 3) {
                    proxy.cut();
                    await().atMost(PATIENCE).until(() -> alice.state() instanceof SessionState.Online);
                }
            }
            for (Delivery delivery : deliveries) {
                delivery.accepted().await(PATIENCE);
            }
            await().atMost(PATIENCE).until(() -> heard.size() >= 20);
            assertThat(heard)
                    .containsExactlyElementsOf(
                            IntStream.range(0, 20).mapToObj(i -> "m" + i).collect(Collectors.toList()));
            assertThat(states)
                    .anySatisfy(state -> assertThat(state)
                            .isInstanceOfSatisfying(
                                    SessionState.Online.class,
                                    online -> assertThat(online.resumed()).isTrue()));
        }
    }

    private static List<String> heard(Session session) {
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        session.get(Chat.FEATURE)
                .received()
                .add(message -> heard.add(im.redoubt.client.text.InsecureTextAccess.charactersOf(message.body())));
        return heard;
    }

    /** A request that is answered says that the presence before it has arrived. */
    private static void awaitPresence(Session session) {
        session.get(Roster.FEATURE).loaded().await(PATIENCE);
        session.get(RAW)
                .request(
                        im.redoubt.protocol.stanza.IqRequest.Action.GET,
                        java.util.Optional.of(BareJid.of("", RunningServer.DOMAIN)),
                        im.redoubt.xml.Element.named("urn:xmpp:ping", "ping").build())
                .await(PATIENCE);
    }
}
