package im.redoubt.app.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.client.Client;
import im.redoubt.client.Session;
import im.redoubt.client.SignInException;
import im.redoubt.client.credential.Credentials;
import im.redoubt.client.credential.EphemeralStore;
import im.redoubt.client.credential.Password;
import im.redoubt.client.invitation.Invitation;
import im.redoubt.client.line.DialFailure;
import im.redoubt.client.locate.Place;
import im.redoubt.client.ping.Ping;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stream.ClientFailure.Unregistered;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is invited has an account made on the service with the client library, and signs in to it. */
@Tag("A-59")
final class InvitedTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    static Path directory;

    private static RunningRedoubt service;

    @BeforeAll
    static void start() {
        service = new RunningRedoubt(directory, "limits.sign_in_delay_milliseconds=50").with("alice");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static Invitation invitation(Optional<String> name) {
        return link(name.map(local -> local + "@").orElse(""), service.invite(name));
    }

    private static Invitation link(String name, String token) {
        return Invitation.read(Unverified.of("xmpp:" + name + "localhost?register;preauth=" + token))
                .orElseThrow();
    }

    private static Unregistered.Reason reason(Client client, Invitation invitation) {
        SignInException refused = catchThrowableOfType(
                SignInException.class, () -> client.register(invitation).await(PATIENCE));
        return ((Unregistered) ((DialFailure.Failed) refused.failure()).why()).reason();
    }

    @Test
    void anInvitationMakesAnAccountAndASession() {
        Invitation invitation = invitation(Optional.empty());
        assertThat(reason(Clients.of(service, "alice").build(), invitation))
                .as("and the invitation is still good")
                .isEqualTo(Unregistered.Reason.NAME_TAKEN);
        Client client = Clients.of(service, "carol").with(Ping.FEATURE).build();
        try (Session session = client.register(invitation).await(PATIENCE)) {
            assertThat(session.account()).isEqualTo(BareJid.of("carol@localhost"));
            assertThat(session.signedInBy()).contains("SCRAM-SHA-512-PLUS");
            session.get(Ping.FEATURE).ask(BareJid.of("localhost")).await(PATIENCE);
        }
        try (Session later = client.open()) {
            assertThat(later.account()).isEqualTo(client.account());
        }
        assertThat(reason(Clients.of(service, "dave").build(), invitation))
                .as("it is used up")
                .isEqualTo(Unregistered.Reason.INVITATION_REFUSED);
    }

    @Test
    void anAccountIsMadeWithAPasswordThatIsKept() {
        BareJid erin = BareJid.of("erin@localhost");
        try (EphemeralStore store = new EphemeralStore();
                Password generated = Password.generated();
                Credentials kept = store.update(erin, known -> known.withPassword(generated))) {
            Client client = Client.builder(erin)
                    .credentials(store)
                    .trust(Clients.authority(service))
                    .place(Place.startTls("127.0.0.1", service.starttlsPort()))
                    .build();
            try (Session session =
                    client.register(invitation(Optional.of("erin"))).await(PATIENCE)) {
                assertThat(session.account()).isEqualTo(erin);
            }
            try (Session later = client.open()) {
                assertThat(later.signedInBy()).as("with the token that came").contains("HT-");
            }
            assertThat(kept.password()).isPresent();
        }
    }

    @Test
    void aNameThatIsPrescribedIsTheOnlyOne() {
        Invitation invitation = invitation(Optional.of("frank"));
        Client client = Clients.of(service, "grace").build();
        assertThatThrownBy(() -> client.register(invitation)).isInstanceOf(IllegalArgumentException.class);
        // Whoever takes the name out of the address is not believed, and the password is not told.
        Invitation edited = link("", new String(invitation.token().reveal(), StandardCharsets.UTF_8));
        assertThat(reason(client, edited)).isEqualTo(Unregistered.Reason.ANOTHER_NAME);
    }

    @Test
    void aGuessMakesNothing() {
        assertThat(reason(Clients.of(service, "heidi").build(), link("", "guessed")))
                .isEqualTo(Unregistered.Reason.INVITATION_REFUSED);
    }
}
