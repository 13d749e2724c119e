package im.redoubt.app.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.client.Client;
import im.redoubt.client.Session;
import im.redoubt.client.SignInException;
import im.redoubt.client.credential.Credentials;
import im.redoubt.client.credential.EncryptedStore;
import im.redoubt.client.credential.FastToken;
import im.redoubt.client.credential.KeyFile;
import im.redoubt.client.credential.Password;
import im.redoubt.client.locate.Place;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ScramHash;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that are started again and again sign in by what the one before has kept. */
final class StoredCredentialsTest {
    private static final BareJid CAROL = BareJid.of("carol@localhost");

    @TempDir
    static Path directory;

    private static RunningRedoubt service;

    @BeforeAll
    static void start() {
        service = new RunningRedoubt(directory).with("carol").with("dave");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static EncryptedStore open(Path home) {
        try (Secret key = KeyFile.openOrCreate(home.resolve("key"))) {
            return EncryptedStore.open(home.resolve("credentials.p12"), key);
        }
    }

    private static Client client(BareJid account, EncryptedStore store) {
        return Client.builder(account)
                .credentials(store)
                .trust(Clients.authority(service))
                .place(Place.startTls("127.0.0.1", service.starttlsPort()))
                .build();
    }

    @Test
    @Tag("APP-01")
    @Tag("LIB-07")
    void aPasswordIsUsedOnceAndATokenFromThenOn(@TempDir Path home) {
        UUID installation;
        try (EncryptedStore store = open(home)) {
            try (Password typed = Password.of(RunningRedoubt.PASSWORD.toCharArray())) {
                store.update(CAROL, kept -> kept.withPassword(typed)).close();
            }
            try (Session session = client(CAROL, store).open()) {
                assertThat(session.signedInBy()).startsWith("SCRAM-SHA-512-PLUS");
            }
            try (Credentials kept = store.find(CAROL).orElseThrow()) {
                assertThat(kept.hasPassword()).as("replaced").isFalse();
                assertThat(kept.token().map(FastToken::count)).contains(0L);
                assertThat(kept.demands().policy().weakest()).isEqualTo(ScramHash.SHA_512);
                assertThat(kept.demands().policy().bindingRequired()).isTrue();
                installation = kept.installation();
            }
        }
        for (long use = 1; use < 4; use++) {
            try (EncryptedStore store = open(home)) {
                try (Session session = client(CAROL, store).open()) {
                    assertThat(session.signedInBy()).startsWith("HT-SHA-256-EXPR");
                }
                try (Credentials kept = store.find(CAROL).orElseThrow()) {
                    assertThat(kept.installation()).isEqualTo(installation);
                    assertThat(kept.token()).isPresent();
                    assertThat(kept.hasPassword()).isFalse();
                }
            }
        }
    }

    @Test
    void whoHasNothingToSignInWithIsToldSo(@TempDir Path home) {
        try (EncryptedStore store = open(home)) {
            Client nobody = client(BareJid.of("dave@localhost"), store);
            assertThatThrownBy(nobody::open).isInstanceOf(SignInException.class);
        }
    }
}
