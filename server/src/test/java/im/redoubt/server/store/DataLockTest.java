package im.redoubt.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataLockTest {
    @TempDir
    Path temporary = Path.of("");

    @Test
    @Tag("C-115")
    void aSecondProcessIsRefusedAndToldWhichOneHasIt() throws Exception {
        Path data = temporary.resolve("data");
        Process holder = ChildJvm.start(LockHolder.class, data.toString());
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(output.readLine()).isEqualTo("locked");

            assertThatThrownBy(() -> DataLock.take(data))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.problem()).isEqualTo(StoreProblem.IN_USE))
                    .hasMessageContaining("the process " + holder.pid());
        } finally {
            holder.destroyForcibly().waitFor();
        }

        // A killed process leaves its file behind, but no lock.
        DataLock.take(data).close();
    }

    @Test
    @Tag("C-115")
    void theSameProcessIsRefusedToo() {
        Path data = temporary.resolve("data");
        try (DataLock lock = DataLock.take(data)) {
            assertThatThrownBy(() -> DataLock.take(lock.directory().resolve("../data")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(
                            "in use by the process " + ProcessHandle.current().pid());
        }
        DataLock.take(data).close();
    }

    @Test
    void whatItMakesBelongsToTheOwnerOnly() throws Exception {
        Path data = temporary.resolve("deep/data");
        try (DataLock lock = DataLock.take(data);
                Store store = open(lock, "sqlite:redoubt.db")) {
            Store.await(store.accounts().create(TestAccounts.of(StoreContract.ALICE)));

            assertThat(mode(data)).isEqualTo("rwx------");
            try (Stream<Path> files = Files.list(data)) {
                assertThat(files)
                        .hasSizeGreaterThanOrEqualTo(3)
                        .allSatisfy(file -> assertThat(mode(file)).isEqualTo("rw-------"));
            }
        }
    }

    @Test
    void refusesADirectoryOrDatabaseThatOthersCanUse() throws Exception {
        Path open = Files.createDirectory(
                temporary.resolve("open"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
        assertThatThrownBy(() -> DataLock.take(open))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("chmod 700");

        try (DataLock lock = DataLock.take(temporary.resolve("data"))) {
            Path file = Files.createFile(lock.directory().resolve("redoubt.db"));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            assertThatThrownBy(() -> open(lock, "sqlite:redoubt.db"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("chmod 600");
        }
    }

    @Test
    void theDatabaseIsInsideTheLockedDirectory() {
        try (DataLock lock = DataLock.take(temporary.resolve("data"))) {
            for (String url :
                    new String[] {"sqlite:../other.db", "sqlite:/tmp/other.db", "sqlite:a/b.db", "sqlite:a?b"}) {
                assertThatThrownBy(() -> open(lock, url)).isInstanceOf(StoreException.class);
            }
        }
        assertThatThrownBy(() -> StoreUrl.of("h2:mem")).isInstanceOf(StoreException.class);
    }

    private static Store open(DataLock lock, String url) {
        StoreSettings settings =
                new StoreSettings(StoreUrl.of(url), WorkLimits.DEFAULT, AccountQuotas.DEFAULT, damage -> {});
        return Store.open(settings, lock, new SteppingClock(), new SecureRandom());
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    /** Takes a lock, says so, and waits to be killed. */
    static final class LockHolder {
        private LockHolder() {}

        public static void main(String[] arguments) throws Exception {
            DataLock lock = DataLock.take(Path.of(arguments[0]));
            System.out.println("locked");
            System.in.read();
            lock.close();
        }
    }
}
