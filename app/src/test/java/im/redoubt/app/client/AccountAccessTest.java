package im.redoubt.app.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.client.RefusedException;
import im.redoubt.client.Session;
import im.redoubt.client.access.Access;
import im.redoubt.client.access.KnownClient;
import im.redoubt.client.access.Revocation;
import im.redoubt.client.access.SignInMeans;
import im.redoubt.client.command.CommandOffer;
import im.redoubt.client.command.CommandStage;
import im.redoubt.client.command.CommandStep;
import im.redoubt.client.command.Commands;
import im.redoubt.protocol.address.BareJid;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who can get at an account, and what its administrator commands, asked of the service with the client library. */
final class AccountAccessTest {
    private static final BareJid SERVER = BareJid.of("localhost");

    @TempDir
    static Path directory;

    private static RunningRedoubt service;

    @BeforeAll
    static void start() {
        service = new RunningRedoubt(directory).with("alice").with("bob").with("carol", "--admin");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static Session open(String name, String device) {
        return Clients.of(service, name)
                .agent("Test", device)
                .with(Access.FEATURE, Commands.FEATURE)
                .build()
                .open();
    }

    private static KnownClient named(List<KnownClient> clients, String device) {
        return clients.stream()
                .filter(client -> client.agent().device().is(device))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void clientsOfAnAccountAreSeenAndRevoked() {
        try (Session own = open("alice", "desk");
                Session lost = open("alice", "lost phone")) {
            List<KnownClient> clients = own.get(Access.FEATURE).list().await();
            assertThat(clients).hasSize(2);
            KnownClient phone = named(clients, "lost phone");
            assertThat(phone.connected()).isTrue();
            assertThat(phone.means()).contains(SignInMeans.PASSWORD);
            assertThat(phone.lastSeen()).isPresent();
            // It had the password, so more has to be done; and its session is over for good.
            assertThat(own.get(Access.FEATURE).revoke(phone).await()).isEqualTo(Revocation.PASSWORD_KNOWN);
            assertThat(lost.over().await(Duration.ofSeconds(10)).why()).hasMessageContaining("not-authorized");
            assertThat(named(own.get(Access.FEATURE).list().await(), "desk").connected())
                    .isTrue();
        }
    }

    @Test
    @Tag("X-87")
    void commandsAreThereForAdministratorsOnly() {
        try (Session admin = open("carol", "desk");
                Session user = open("bob", "desk")) {
            List<CommandOffer> offers = admin.get(Commands.FEATURE).list(SERVER).await();
            assertThat(offers).isNotEmpty();
            CommandStep step =
                    admin.get(Commands.FEATURE).execute(offers.get(0)).await();
            assertThat(step)
                    .isInstanceOfSatisfying(
                            CommandStage.class,
                            stage -> assertThat(stage.form()).isPresent());
            assertThat(((CommandStage) step).cancel().await()).isEqualTo(new CommandStep.Cancelled());
            assertThat(user.get(Commands.FEATURE).list(SERVER).await()).isEmpty();
            assertThatThrownBy(() ->
                            user.get(Commands.FEATURE).execute(offers.get(0)).await())
                    .isInstanceOf(RefusedException.class);
        }
    }
}
