package im.redoubt.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.protocol.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The secrets beside the store. */
@Tag("A-60")
class KeyFileTest {
    private final SecureRandom random = new SecureRandom();

    @TempDir
    private Path directory = Path.of("");

    private Secret read(String name) {
        return KeyFile.read(directory.resolve(name), random);
    }

    @Test
    void aKeyIsDrawnOnceForItsOwnerAlone() throws IOException {
        Secret first = read("token.key");
        assertThat(first.length()).isEqualTo(32);
        assertThat(first).isNotEqualTo(Secret.copyOf(new byte[32]));
        assertThat(read("token.key")).isEqualTo(first);
        assertThat(read("decoy.key")).isNotEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("token.key"))))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-r--r--"})
    void aKeyThatOthersCanUseIsRefused(String mode) throws IOException {
        read("token.key");
        Files.setPosixFilePermissions(directory.resolve("token.key"), PosixFilePermissions.fromString(mode));
        assertThatThrownBy(() -> read("token.key"))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("chmod 600 " + directory.resolve("token.key"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 31, 33})
    void aKeyOfAnotherLengthIsRefused(int length) throws IOException {
        read("token.key");
        Files.write(directory.resolve("token.key"), new byte[length]);
        assertThatThrownBy(() -> read("token.key"))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("32 bytes");
    }

    @Test
    void aKeyThatCannotBeReadIsRefused() throws IOException {
        Files.createDirectory(
                directory.resolve("token.key"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        assertThatThrownBy(() -> read("token.key")).isInstanceOf(CommandException.class);
    }
}
