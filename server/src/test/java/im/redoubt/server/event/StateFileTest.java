package im.redoubt.server.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void keepsWhatWasWrittenLastForTheOwnerOnly() throws IOException {
        Path path = directory.resolve("state");
        StateFile file = new StateFile(path);
        assertThat(file.read()).isEmpty();
        file.write("one, and long");
        file.write("two");
        assertThat(new StateFile(path).read()).contains("two");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }

    @Test
    void passesOverWhatAKilledProcessLeft() throws IOException {
        Path path = directory.resolve("state");
        new StateFile(path).write("one");
        Files.writeString(directory.resolve("state.new"), "half of someth");
        assertThat(new StateFile(path).read()).contains("one");
        new StateFile(path).write("two");
        assertThat(new StateFile(path).read()).contains("two");
    }

    @Test
    void readsNothingThatIsFarTooLarge() throws IOException {
        Path path = Files.write(directory.resolve("state"), new byte[(1 << 20) + 1]);
        assertThatThrownBy(() -> new StateFile(path).read()).isInstanceOf(IOException.class);
    }
}
