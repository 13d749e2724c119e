package im.redoubt.things.memory;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.credential.EncryptedFile;
import im.redoubt.client.extension.Octets;
import im.redoubt.protocol.Secret;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However large its events are, a device can write what it keeps: else it could be told, and could sound, nothing any more. */
@Tag("I-149")
final class EventLogTest {
    private static EventLog of(int count, int bytes) {
        EventLog log = EventLog.EMPTY;
        for (int i = 0; i < count; i++) {
            log = log.with(Octets.copyOf(new byte[bytes]));
        }
        return log;
    }

    @Test
    void onlySoManyAreKept() {
        EventLog log = of(EventLog.MOST + 7, 10);
        assertThat(log.kept()).hasSize(EventLog.MOST);
        assertThat(log.oldest()).isEqualTo(8);
    }

    @Test
    void theLargestOnesFitIntoTheFile(@TempDir Path home) {
        EventLog log = of(EventLog.MOST, EventLog.MOST_BYTES);
        assertThat(log.kept()).hasSize(EventLog.MOST_BYTES_TOGETHER / EventLog.MOST_BYTES);
        assertThat(log.next()).isEqualTo(EventLog.MOST + 1);
        int written = log.kept().stream()
                .mapToInt(kept -> 64
                        + Base64.getEncoder()
                                .encodeToString(kept.element().toByteArray())
                                .length())
                .sum();
        try (Secret key = Secret.copyOf(new byte[32]);
                EncryptedFile file = EncryptedFile.open(home.resolve("state"), key)) {
            file.replace(new byte[written]);
            assertThat(file.read()).isPresent();
        }
    }
}
