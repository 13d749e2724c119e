package im.redoubt.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the system calls say: a commit waits for fsync, and a failed one is never acknowledged. Needs strace. */
@Tag("interop")
class FsyncTest {
    private static final Path STRACE = Path.of("/usr/bin/strace");

    @TempDir
    Path temporary = Path.of("");

    @BeforeEach
    void createAccounts() {
        Assumptions.assumeTrue(Files.isExecutable(STRACE), "strace is not installed");
        try (DataLock lock = DataLock.take(data());
                Store store = Appender.open(lock, InstantSource.system())) {
            Store.await(store.accounts().create(TestAccounts.of(StoreContract.ALICE)));
            Store.await(store.accounts().create(TestAccounts.of(StoreContract.BOB)));
        }
    }

    @Test
    @Tag("C-111")
    @Tag("SRV-13")
    void nothingIsAcknowledgedOnceFsyncFails() throws Exception {
        List<String> lines = traced("inject=fsync,fdatasync:error=EIO:when=1+", 500);

        assertThat(lines).noneMatch(line -> line.startsWith("ack "));
        assertThat(lines).anyMatch(line -> line.contains("failed"));
        assertThat(lines).last().isEqualTo("read-only");
        assertReopens();
    }

    @Test
    @Tag("C-111")
    void aFailureInTheMiddleEndsTheAcknowledgementsForGoodThoughFsyncWouldWorkAgain() throws Exception {
        List<String> lines = traced("inject=fsync,fdatasync:error=EIO:when=4", 100_000);

        int firstFailure = lines.indexOf(lines.stream()
                .filter(line -> line.startsWith("failed"))
                .findFirst()
                .orElseThrow());
        assertThat(lines.subList(0, firstFailure)).anyMatch(line -> line.startsWith("ack "));
        assertThat(lines.subList(firstFailure, lines.size())).noneMatch(line -> line.startsWith("ack "));
        assertThat(lines).last().isEqualTo("read-only");
        assertReopens();
    }

    @Test
    @Tag("C-110")
    void everyAcknowledgementComesAfterAnFsyncOfItsOwnBatch() throws Exception {
        Path trace = temporary.resolve("trace");
        List<String> lines =
                run(List.of("-e", "trace=fsync,fdatasync,write", "-s", "80", "-o", trace.toString()), 200, 1);
        assertThat(lines.stream().filter(line -> line.startsWith("ack "))).hasSize(200);

        boolean synced = false;
        int acknowledgements = 0;
        for (String line : Files.readAllLines(trace, StandardCharsets.UTF_8)) {
            synced |= line.contains("fsync(") || line.contains("fdatasync(");
            if (line.contains("\"ack ")) {
                assertThat(synced).as("an fsync before %s", line).isTrue();
                synced = false;
                acknowledgements++;
            }
        }
        assertThat(acknowledgements).isEqualTo(200);
    }

    private List<String> traced(String injection, int messages) throws Exception {
        return run(List.of("-e", "trace=fsync,fdatasync", "-e", injection, "-o", "/dev/null"), messages, 50);
    }

    private List<String> run(List<String> options, int messages, int inFlight) throws Exception {
        List<String> before = new ArrayList<>(List.of(STRACE.toString(), "-f", "-qq"));
        before.addAll(options);
        Process process = ChildJvm.start(
                before, Appender.class, data().toString(), Integer.toString(messages), Integer.toString(inFlight));
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.lines().toList();
    }

    private void assertReopens() {
        try (DataLock lock = DataLock.take(data());
                Store store = Appender.open(lock, InstantSource.system())) {
            Store.await(store.messages().append(TestMessages.waiting(StoreContract.BOB, StoreContract.ALICE, "after")));
            assertThat(store.health().writes()).isTrue();
            assertThat(store.health().damagedRows()).isZero();
        }
    }

    private Path data() {
        return temporary.resolve("data");
    }
}
