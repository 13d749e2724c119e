package im.redoubt.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A really full file system: nothing that failed is acknowledged, nothing acknowledged is lost, and it goes on after. */
class FullDiskTest {
    @TempDir
    Path temporary = Path.of("");

    @Test
    @Tag("C-112")
    void aFullDiskFailsTheWritesAndRoomMendsIt() throws Exception {
        Path mount = Files.createDirectory(temporary.resolve("small"));
        Assumptions.assumeTrue(
                command("mount", "-t", "tmpfs", "-o", "size=2m,mode=700", "tmpfs", mount.toString()),
                "only root can mount a small file system");
        try {
            fillAndMend(mount.resolve("data"), mount.resolve("ballast"));
        } finally {
            command("umount", mount.toString());
        }
    }

    private static void fillAndMend(Path data, Path ballast) throws IOException {
        Files.write(ballast, new byte[600_000]);
        List<MessageId> acknowledged = new ArrayList<>();
        try (DataLock lock = DataLock.take(data);
                Store store = Appender.open(lock, InstantSource.system())) {
            Store.await(store.accounts().create(TestAccounts.of(StoreContract.ALICE)));
            Store.await(store.accounts().create(TestAccounts.of(StoreContract.BOB)));
            StoreProblem problem = fill(store, acknowledged);
            assertThat(problem).isEqualTo(StoreProblem.FULL);
            assertThat(fill(store, acknowledged)).isEqualTo(StoreProblem.FULL);
            assertThat(store.health().writes()).isTrue();
            assertThat(store.health().trouble()).as("the operator is told").isPresent();

            Files.delete(ballast);
            Store.await(store.attempt());
            assertThat(store.health().trouble()).isEmpty();
            acknowledged.add(append(store));
        }
        try (DataLock lock = DataLock.take(data);
                Store store = Appender.open(lock, InstantSource.system())) {
            OfflinePage page = Store.await(
                    store.messages().pendingOffline(StoreContract.ALICE, MessageId.START, 100_000, Integer.MAX_VALUE));
            assertThat(new HashSet<>(
                            page.messages().stream().map(StoredMessage::id).toList()))
                    .isEqualTo(new HashSet<>(acknowledged));
            assertThat(store.health().damagedRows()).isZero();
        }
    }

    /** Appends until it fails, and returns why. */
    private static StoreProblem fill(Store store, List<MessageId> acknowledged) {
        try {
            while (true) {
                acknowledged.add(append(store));
            }
        } catch (StoreException e) {
            return e.problem();
        }
    }

    private static MessageId append(Store store) {
        NewMessage message = TestMessages.waiting(StoreContract.BOB, StoreContract.ALICE, "x".repeat(5_000));
        return StoreContract.done(store.messages().append(message));
    }

    private static boolean command(String... words) throws Exception {
        return new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
