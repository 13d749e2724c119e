package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.app.command.RawClient;
import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.app.tls.ClientCertificates;
import im.redoubt.app.tls.ClientCertificates.Client;
import im.redoubt.app.tls.ClientCertificates.Wish;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sign-ins by certificate (EXTERNAL) at the whole service, over its own TLS. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertificateSignInTest {
    private final ClientCertificates authority = new ClientCertificates("clients");
    private final Client revoked = authority.client(Wish.of("alice@localhost"));
    private final Path directory;
    private final RunningRedoubt service;

    CertificateSignInTest(@TempDir Path directory) {
        this.directory = directory;
        Path file = authority.file(directory, Optional.of(List.of(revoked)));
        this.service = new RunningRedoubt(directory, "tls.client_authorities=\"" + file + "\"")
                .with("alice")
                .with("bob");
    }

    @AfterAll
    void stop() {
        service.close();
        assertThat(RunningRedoubt.events(directory)).contains("\"EXTERNAL\"");
    }

    private RawClient connect(Client client) {
        RawClient raw =
                Attacker.of(service).with(client.keys().getKeyManagers()).client();
        raw.send(RawClient.HEADER);
        return raw;
    }

    private static String external(String authzid) {
        return Scram.auth("EXTERNAL", authzid).replace("></auth>", ">=</auth>");
    }

    private String refusal(Client client, String authzid) {
        try (RawClient raw = connect(client)) {
            assertThat(raw.await("</stream:features>")).contains("<mechanism>EXTERNAL</mechanism>");
            return raw.send(external(authzid)).await("</failure>");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "alice@localhost"})
    void aCertificateSignsItsAccountIn(String authzid) {
        try (RawClient raw = connect(authority.client(Wish.of("alice@localhost")))) {
            assertThat(raw.await("</stream:features>")).contains("<mechanism>EXTERNAL</mechanism>");
            raw.send(external(authzid)).await("<success");
            raw.send(RawClient.HEADER).await("</stream:features>");
            raw.send("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
            assertThat(raw.await("</iq>")).contains("<jid>alice@localhost/");
        }
    }

    @Test
    void theExtensibleProfileTakesItToo() {
        try (RawClient raw = connect(authority.client(Wish.of("alice@localhost")))) {
            raw.await("</stream:features>");
            raw.send("<authenticate xmlns='urn:xmpp:sasl:2' mechanism='EXTERNAL'><initial-response/></authenticate>");
            assertThat(raw.await("</success>")).contains("alice@localhost");
        }
    }

    @Test
    @Tag("A-50")
    @Tag("T-37")
    void nobodyBecomesSomebodyElseByACertificate() {
        assertThat(refusal(authority.client(Wish.of("alice@localhost")), "bob@localhost"))
                .contains("invalid-authzid");
        assertThat(refusal(authority.client(Wish.of("alice@localhost", "bob@localhost")), ""))
                .contains("invalid-authzid");
        assertThat(refusal(authority.client(Wish.of("nobody@localhost")), "")).contains("not-authorized");
    }

    @Test
    @Tag("T-37")
    void whomTheSubjectSeemsToNameIsOfferedNothing() {
        Client client = authority.client(Wish.of().subject("OU=\"CN=alice@localhost,\",CN=alice,CN=bob"));
        try (RawClient raw = connect(client)) {
            assertThat(raw.await("</stream:features>"))
                    .contains("SCRAM-SHA-256")
                    .doesNotContain("EXTERNAL");
            raw.send(external("alice@localhost"));
            assertThat(raw.await("</failure>")).contains("invalid-mechanism");
        }
    }

    @Test
    @Tag("T-37")
    void whoHasNoCertificateSignsInAsBefore() {
        try (RawClient raw = Attacker.of(service).client()) {
            assertThat(raw.send(RawClient.HEADER).await("</stream:features>"))
                    .contains("SCRAM-SHA-256-PLUS")
                    .doesNotContain("EXTERNAL");
        }
        try (RawClient raw = Attacker.of(service).signIn("bob")) {
            assertThat(raw).isNotNull();
        }
    }

    @Test
    @Tag("T-37")
    void aRevokedOrExpiredCertificateGetsNoStream() {
        Instant now = Instant.now();
        Client expired =
                authority.client(Wish.of("alice@localhost").valid(now.minusSeconds(9_000), now.minusSeconds(60)));
        for (Client client : List.of(revoked, expired)) {
            assertThatThrownBy(() -> {
                        try (RawClient raw = connect(client)) {
                            raw.await("</stream:features>");
                        }
                    })
                    .isInstanceOfAny(UncheckedIOException.class, AssertionError.class, IllegalStateException.class);
        }
    }

    @Test
    void startTlsAsksForTheCertificateToo() {
        Attacker attacker = Attacker.of(service)
                .with(authority.client(Wish.of("alice@localhost")).keys().getKeyManagers());
        Socket socket = attacker.clear();
        RawClient.over(socket).send(RawClient.HEADER).await("</stream:features>");
        RawClient.over(socket)
                .send("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
                .await("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        try (RawClient raw = RawClient.over(attacker.handshake(socket, ordinary -> {}))) {
            assertThat(raw.send(RawClient.HEADER).await("</stream:features>")).contains("EXTERNAL");
        }
    }

    /** Its session ends as soon as the list has been read, and no other begins, neither at once nor on a connection of before. */
    @Test
    @Tag("T-37")
    void aCertificateThatIsRevokedLaterEndsItsSession(@TempDir Path other) throws IOException {
        Client lost = authority.client(Wish.of("alice@localhost"));
        Client kept = authority.client(Wish.of("bob@localhost"));
        Path file = authority.file(other, Optional.empty());
        try (RunningRedoubt own = new RunningRedoubt(other, "tls.client_authorities=\"" + file + "\"")
                .with("alice")
                .with("bob")) {
            RawClient session = bound(own, lost);
            RawClient waiting = connected(own, lost);
            authority.file(other, Optional.of(List.of(lost)));
            assertThat(session.await("</stream:stream>")).contains("<reset");
            waiting.send(external(""));
            assertThat(waiting.await("</stream:stream>"))
                    .contains("<not-authorized")
                    .doesNotContain("<jid>");
            assertThatThrownBy(() -> connected(own, lost))
                    .isInstanceOfAny(UncheckedIOException.class, AssertionError.class, IllegalStateException.class);
            assertThat(bound(own, kept)).isNotNull();
        }
    }

    private static RawClient connected(RunningRedoubt own, Client client) {
        RawClient raw = Attacker.of(own).with(client.keys().getKeyManagers()).client();
        raw.send(RawClient.HEADER).await("</stream:features>");
        return raw;
    }

    private static RawClient bound(RunningRedoubt own, Client client) {
        RawClient raw = connected(own, client);
        raw.send(external("")).await("<success");
        raw.send(RawClient.HEADER).await("</stream:features>");
        raw.send("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>")
                .await("</iq>");
        return raw;
    }
}
