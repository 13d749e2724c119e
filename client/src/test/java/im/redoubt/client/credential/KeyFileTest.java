package im.redoubt.client.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.credential.CredentialException.Problem;
import im.redoubt.protocol.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
    @TempDir
    private Path directory;

    @Test
    @Tag("APP-01")
    void isMadeOnceForItsOwner() throws Exception {
        Path file = directory.resolve("key");
        try (Secret made = KeyFile.openOrCreate(file);
                Secret read = KeyFile.openOrCreate(file);
                Secret other = KeyFile.openOrCreate(directory.resolve("other"))) {
            assertThat(made.length()).isEqualTo(64);
            assertThat(read).isEqualTo(made);
            assertThat(other).isNotEqualTo(made);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).matches("[0-9a-f]{64}");
    }

    @Test
    @Tag("APP-01")
    void isRefusedWhereOthersCanReadIt() throws Exception {
        Path file = directory.resolve("key");
        KeyFile.openOrCreate(file).close();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertProblem(file, Problem.EXPOSED);
    }

    @Test
    void isNotReplacedIfItHoldsSomethingElse() throws Exception {
        Path file = directory.resolve("key");
        for (String other : new String[] {"", "a", "0123456789abcdef", "g".repeat(64), "a".repeat(65)}) {
            Files.writeString(file, other);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            assertProblem(file, Problem.DAMAGED);
            assertThat(Files.readString(file)).isEqualTo(other);
        }
    }

    @Test
    void opensItsStore() {
        Path file = directory.resolve("store.p12");
        try (Secret key = KeyFile.openOrCreate(directory.resolve("key"));
                EncryptedStore store = EncryptedStore.open(file, key)) {
            store.update(CredentialStoreContract.ALICE, CredentialStoreContract.token("one", 1))
                    .close();
        }
        try (Secret other = KeyFile.openOrCreate(directory.resolve("another key"))) {
            assertThatThrownBy(() -> EncryptedStore.open(file, other))
                    .isInstanceOfSatisfying(
                            CredentialException.class,
                            e -> assertThat(e.problem()).isEqualTo(Problem.WRONG_KEY));
        }
    }

    private static void assertProblem(Path file, Problem problem) {
        assertThatThrownBy(() -> KeyFile.openOrCreate(file))
                .isInstanceOfSatisfying(
                        CredentialException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }
}
