package im.redoubt.app.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.client.Client;
import im.redoubt.client.Session;
import im.redoubt.client.SignInException;
import im.redoubt.client.credential.Password;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.ScramVerifier;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An account that another server kept SCRAM-SHA-256 for, and nothing else, at a service that offers everybody SHA-512 too. */
class LackingVerifierTest {
    private static final byte[] SALT = {7, 7, 7, 7, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 9};

    @TempDir
    private Path directory = Path.of("");

    private RunningRedoubt service() {
        RunningRedoubt service = new RunningRedoubt(
                directory,
                "accounts.imported_verifiers=[\"SCRAM-SHA-256 4096 16\"]",
                "limits.sign_in_delay_milliseconds=50");
        String verifier;
        try (Secret password = Secret.utf8(RunningRedoubt.PASSWORD.toCharArray())) {
            verifier = ScramVerifier.derive(ScramHash.SHA_256, password, SALT, 4096)
                    .encode();
        }
        assertThat(RunningRedoubt.command(
                        service.data(),
                        "moved:" + verifier + "\n",
                        "user",
                        "import",
                        "--verifiers",
                        "-",
                        "--data",
                        service.data().toString()))
                .contains("Made 1 accounts");
        return service;
    }

    private static String signedInBy(Client client) {
        try (Session session = client.open()) {
            return session.signedInBy();
        }
    }

    /** What it lacked is made while it signs in (XEP-0480), so the next client begins with the strongest. */
    @Test
    void itSignsInByWhatItHasAndNextTimeByTheStrongest() {
        try (RunningRedoubt service = service()) {
            assertThat(signedInBy(Clients.of(service, "moved").build())).startsWith("SCRAM-SHA-256-PLUS");
            assertThat(signedInBy(Clients.of(service, "moved").build())).startsWith("SCRAM-SHA-512-PLUS");
        }
    }

    /** A wrong password costs two failures, and no more. */
    @Test
    @Tag("A-50")
    void aWrongPasswordIsRefusedTwiceAndNotTriedAgain() {
        try (RunningRedoubt service = service()) {
            Client client = Clients.of(service, "moved")
                    .password(Password.of("wrong horse battery".toCharArray()))
                    .build();
            assertThatThrownBy(client::open).isInstanceOf(SignInException.class).hasMessageContaining("password");
        }
        assertThat(RunningRedoubt.events(directory)
                        .lines()
                        .filter(line -> line.contains("\"sign-in\"") && line.contains("\"failure\"")))
                .hasSize(2);
    }
}
