package im.redoubt.client.credential;

import static im.redoubt.client.credential.CredentialStoreContract.ALICE;
import static im.redoubt.client.credential.CredentialStoreContract.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.credential.CredentialException.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AndroidKeystoreTest {
    private static final byte[] PLAIN = "plain text".getBytes(StandardCharsets.UTF_8);

    @Test
    @Tag("APP-01")
    void whatIsWrappedComesBackUnderTheSameKey() throws Exception {
        KeystoreAccess access = FakeAndroid.access("same");
        byte[] wrapped = access.wrap(PLAIN);
        assertThat(new String(wrapped, StandardCharsets.ISO_8859_1)).doesNotContain("plain");
        assertThat(access.unwrap(wrapped)).isEqualTo(PLAIN);
        assertThat(FakeAndroid.access("same").unwrap(wrapped)).isEqualTo(PLAIN);
        assertThat(access.wrap(PLAIN))
                .as("another initialisation vector each time")
                .isNotEqualTo(wrapped);
        assertThatThrownBy(() -> FakeAndroid.access("other").unwrap(wrapped))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    @Tag("APP-01")
    void noChangeGoesUnnoticed() throws Exception {
        KeystoreAccess access = FakeAndroid.access("changes");
        byte[] wrapped = access.wrap(PLAIN);
        for (int i = 0; i < wrapped.length; i++) {
            byte[] changed = wrapped.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> access.unwrap(changed)).isInstanceOf(GeneralSecurityException.class);
        }
        for (int length = 0; length < wrapped.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(wrapped, length);
            assertThatThrownBy(() -> access.unwrap(cut)).isInstanceOf(GeneralSecurityException.class);
        }
    }

    @Test
    void whatTheKeyStoreDoesNotDoIsSaid() {
        FakeAndroid.install();
        assertThatThrownBy(() -> AndroidKeystore.open("unmade", new SomethingElse()))
                .isInstanceOf(GeneralSecurityException.class);
        FakeAndroid.put("tiny", new SecretKeySpec(new byte[5], "AES"));
        assertThatThrownBy(() -> FakeAndroid.access("tiny").wrap(PLAIN)).isInstanceOf(GeneralSecurityException.class);
    }

    private static final class SomethingElse implements java.security.spec.AlgorithmParameterSpec {}

    @Test
    @Tag("APP-01")
    void aKeyThatIsGoneIsSaidAndTheFileStays(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("store");
        try (EncryptedStore store = EncryptedStore.open(file, FakeAndroid.access("lost"))) {
            store.update(ALICE, token("one", 0)).close();
        }
        byte[] before = Files.readAllBytes(file);
        assertThat(new String(before, StandardCharsets.ISO_8859_1))
                .doesNotContain("alice")
                .doesNotContain("one");
        FakeAndroid.lose("lost");
        assertThatThrownBy(() -> EncryptedStore.open(file, FakeAndroid.access("lost")))
                .isInstanceOfSatisfying(
                        CredentialException.class, e -> assertThat(e.problem()).isEqualTo(Problem.WRONG_KEY));
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void aFailureOfTheKeyStoreChangesNothing(@TempDir Path directory) {
        Path file = directory.resolve("store");
        KeystoreAccess broken = new KeystoreAccess() {
            @Override
            public byte[] wrap(byte[] plain) throws GeneralSecurityException {
                throw new GeneralSecurityException("the user is not present");
            }

            @Override
            public byte[] unwrap(byte[] wrapped) throws GeneralSecurityException {
                throw new GeneralSecurityException("the user is not present");
            }
        };
        try (EncryptedStore store = EncryptedStore.open(file, broken)) {
            assertThatThrownBy(() -> store.update(ALICE, token("one", 0)))
                    .isInstanceOfSatisfying(
                            CredentialException.class,
                            e -> assertThat(e.problem()).isEqualTo(Problem.PLATFORM));
            assertThat(store.find(ALICE)).isEmpty();
        }
        assertThat(file).doesNotExist();
    }
}
