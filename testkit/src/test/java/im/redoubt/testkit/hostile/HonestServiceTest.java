package im.redoubt.testkit.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.testkit.hostile.Manner.Opening;
import im.redoubt.testkit.peer.Backend;
import im.redoubt.testkit.peer.RawPeer;
import im.redoubt.testkit.peer.SocketLink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the honest service is honest: what it does not do right it could not bend. */
class HonestServiceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path directory;

    private static KeyTool localhost;

    @BeforeAll
    static void certify() {
        localhost = KeyTool.certify(directory, "localhost");
    }

    private static HonestService service() {
        return HonestService.of("juliet@localhost", Backend.PASSWORD, localhost.identity());
    }

    private static Witness witness(HostileServer server) throws IOException {
        return new Witness(server.port(), localhost.trust(), () -> PATIENCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aRawPeerSignsInOverStartTls(String version) throws IOException {
        Identity identity = localhost.identity().with(version);
        HonestService service = HonestService.of("juliet@localhost", Backend.PASSWORD, identity);
        try (HostileServer server = HostileServer.playing(service);
                RawPeer peer = new RawPeer(SocketLink.to(server.port(), localhost.trust()))) {
            peer.open().send("<starttls xmlns='" + Names.TLS + "'/>").await("<proceed xmlns='" + Names.TLS + "'/>");
            peer.link().secure();
            assertThat(peer.signIn("juliet")).startsWith("juliet@localhost/session-");
            assertThat(peer.settle()).contains("type='result'");
            peer.send("<message id='m1' type='chat' to='juliet@localhost'><body>a &lt; b</body></message>");
            assertThat(peer.settle()).contains("<body xmlns='jabber:client'>a &lt; b</body></message>");
            peer.send("<iq type='get' id='v'><query xmlns='jabber:iq:version'/></iq>");
            peer.await("service-unavailable");
            peer.send("</stream:stream>");
            assertThat(peer.awaitEnd()).endsWith("</iq></stream:stream>");
            assertThat(service.heard()).hasSize(4);
            assertThat(service.committed()).isZero();
            assertThat(server.failures()).isEmpty();
        }
    }

    @Test
    void whatCameIsRecordedByWhatProtectedIt() throws Exception {
        try (HostileServer server = HostileServer.playing(service())) {
            try (Witness witness = witness(server)) {
                witness.startTls();
                witness.signIn("juliet", Backend.PASSWORD);
            }
            Recording recording = server.awaitGone(1, PATIENCE).get(0);
            assertThat(recording.inClear()).isEqualTo(RawPeer.HEADER + "<starttls xmlns='" + Names.TLS + "'/>");
            assertThat(recording.overTls())
                    .contains("<auth ", "<response ", "<bind ")
                    .doesNotContain("<starttls");
            assertThat(recording.onTheWire().length)
                    .isGreaterThan(
                            recording.inClear().length() + recording.overTls().length());
        }
    }

    @Test
    void aWrongPasswordIsRefused() throws IOException {
        try (HostileServer server = HostileServer.playing(service().like(Manner.CLASSIC.opening(Opening.DIRECT_TLS)));
                Witness witness = new Witness(server.port(), localhost.trust(), () -> Duration.ofSeconds(2))) {
            witness.secure();
            assertThatThrownBy(() -> witness.signIn("juliet", "wrong")).isInstanceOf(IOException.class);
            assertThat(witness.told()).contains("<not-authorized");
        }
    }

    @Test
    void aSessionIsResumedAndLosesNothing() throws IOException {
        HonestService service = service().like(Manner.CLASSIC.opening(Opening.DIRECT_TLS));
        try (HostileServer server = HostileServer.playing(service)) {
            String id;
            try (Witness first = witness(server)) {
                first.secure();
                first.signIn("juliet", Backend.PASSWORD);
                id = Witness.find(first.ask("<enable xmlns='urn:xmpp:sm:3' resume='true'/>", "/>"), " id='([^']*)'");
                service.push("<message id='p1'/>");
                service.push("<message id='p2'/>");
                assertThat(first.ask("<message/><r xmlns='urn:xmpp:sm:3'/>", "<a xmlns='urn:xmpp:sm:3' h='1'/>"))
                        .contains("p1", "p2");
            }
            try (Witness second = witness(server)) {
                second.secure();
                second.open();
                service.push("<message id='p3'/>");
                assertThat(second.ask("<resume xmlns='urn:xmpp:sm:3' previd='none' h='0'/>", "</failed>"))
                        .contains("item-not-found");
                String all =
                        second.ask("<resume xmlns='urn:xmpp:sm:3' previd='" + id + "' h='1'/>", "<message id='p3'/>");
                assertThat(all).contains("<resumed ", " h='1'", " id='p2'").doesNotContain(" id='p1'");
                assertThat(service.begun()).isOne();
                assertThat(service.heard()).hasSize(1);
            }
        }
    }

    @Test
    void oneRoundTripSignsInBindsAndHandsOutAToken() throws IOException {
        HonestService service = service().like(Manner.MODERN);
        try (HostileServer server = HostileServer.playing(service);
                Witness witness = witness(server)) {
            witness.secure();
            String success = witness.signInAtOnce(
                    "juliet",
                    Backend.PASSWORD,
                    "<bind xmlns='urn:xmpp:bind:0'><tag>phone</tag><enable xmlns='urn:xmpp:sm:3' resume='true'/></bind>"
                            + "<request-token xmlns='urn:xmpp:fast:0' mechanism='HT-SHA-256-ENDP'/>");
            assertThat(success)
                    .contains("<additional-data>", "<authorization-identifier>juliet@localhost/phone-", "<enabled ")
                    .contains("<token ");
            assertThat(witness.ask("<iq type='get' id='r'><query xmlns='jabber:iq:roster'/></iq>", "</iq>"))
                    .contains("romeo@localhost");
            String id = Witness.find(success, "<enabled [^>]*id='([^']*)'");
            try (Witness again = witness(server)) {
                again.secure();
                assertThat(again.signInAtOnce(
                                "juliet",
                                Backend.PASSWORD,
                                "<resume xmlns='urn:xmpp:sm:3' previd='" + id + "' h='0'/>"))
                        .contains("<resumed ");
            }
            assertThat(service.begun()).isOne();
        }
    }

    @Test
    void aScriptIsPlayedAndItsFailuresAreSeen() throws Exception {
        List<String> said = new CopyOnWriteArrayList<>();
        try (HostileServer server = HostileServer.playing(talk -> {
            said.add(talk.await("hello"));
            talk.drip("<a/>", Duration.ZERO).send("<b/>");
            throw new AssertionError("expected");
        })) {
            try (Witness witness = witness(server)) {
                assertThat(witness.ask("well, hello there", "<b/>")).isEqualTo("<a/><b/>");
                server.awaitGone(1, PATIENCE);
            }
            assertThat(said).containsExactly("well, hello");
            assertThat(server.failures())
                    .singleElement()
                    .satisfies(e -> assertThat(e).hasMessage("expected"));
        }
    }
}
