package im.redoubt.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file system is really full: an administrator who is on line is told, and told again when there is room. */
@Tag("SRV-11")
@Tag("C-112")
class StoreTroubleTest {
    private static final int MOST_MESSAGES = 5_000;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void theOperatorIsToldThatTheStoreDoesNotWriteAndThatItDoesAgain() throws IOException, InterruptedException {
        Path small = Files.createDirectory(directory.resolve("small"));
        Assumptions.assumeTrue(
                command("mount", "-t", "tmpfs", "-o", "size=16m,mode=700", "tmpfs", small.toString()),
                "only root can mount a small file system");
        try (RunningRedoubt service = new RunningRedoubt(
                        small, "limits.offline_messages=1000000", "limits.offline_bytes=1000000000")
                .with("boss", "--admin")
                .with("alice")
                .with("bob")) {
            fillAndMend(service, small.resolve("ballast"));
        } finally {
            command("umount", "-l", small.toString());
        }
    }

    private static void fillAndMend(RunningRedoubt service, Path ballast) throws IOException {
        try (RawClient boss = service.signIn("boss").available();
                RawClient alice = service.signIn("alice").available()) {
            fill(ballast);
            String refused = "";
            for (int number = 0; number < MOST_MESSAGES && !refused.contains("type='error'"); number++) {
                alice.send("<message to='bob@localhost' type='chat'><body>" + "x".repeat(5_000) + "</body></message>");
                refused = alice.settle();
            }
            assertThat(refused).as("it is told to the sender").contains("<internal-server-error");
            assertThat(boss.await("</message>")).contains("rule='store'", "event='store-failed'");
            Files.delete(ballast);
            boss.await("event='store-recovered'");
            alice.send("<message to='bob@localhost' type='chat'><body>again</body></message>");
            assertThat(alice.settle()).doesNotContain("type='error'");
        }
    }

    /** Leaves half a mebibyte. */
    private static void fill(Path ballast) throws IOException {
        long room = Files.getFileStore(ballast.getParent()).getUsableSpace();
        Files.write(ballast, new byte[Math.toIntExact(room - (1 << 19))]);
    }

    private static boolean command(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
