package im.redoubt.client.credential;

import static im.redoubt.client.credential.CredentialStoreContract.ALICE;
import static im.redoubt.client.credential.CredentialStoreContract.token;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.Secret;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that counts uses of a token as fast as it can is killed. */
class KilledStoreTest {
    @Test
    @Tag("APP-01")
    @Tag("C-109")
    void whatWasSaidToBeCountedIsCountedAfterAKill(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("store.p12");
        try (Secret key = KeyFile.openOrCreate(directory.resolve("key"));
                EncryptedStore store = EncryptedStore.open(file, key)) {
            store.update(ALICE, token("one", 0)).close();
        }
        long counted = 0;
        for (int uses : List.of(1, 7, 20)) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            KilledStoreTest.class.getName(),
                            directory.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            long said = 0;
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (int i = 0; i < uses; i++) {
                    said = Long.parseLong(lines.readLine());
                }
                process.toHandle().destroyForcibly(); // which leaves what it said to be read
                process.waitFor();
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    said = line.isEmpty() ? said : Math.max(said, Long.parseLong(line));
                }
            }
            assertThat(process.exitValue()).as("killed").isEqualTo(128 + 9);
            try (Secret key = KeyFile.openOrCreate(directory.resolve("key"));
                    EncryptedStore store = EncryptedStore.open(file, key);
                    Credentials found = store.find(ALICE).orElseThrow()) {
                long count = found.token().orElseThrow().count();
                assertThat(count).isBetween(said, said + 1).isGreaterThan(counted);
                counted = count;
            }
        }
    }

    /** Counts until it is killed, and says each count once it is kept. */
    public static void main(String[] args) {
        Path directory = Path.of(args[0]);
        try (Secret key = KeyFile.openOrCreate(directory.resolve("key"));
                EncryptedStore store = EncryptedStore.open(directory.resolve("store.p12"), key)) {
            while (true) {
                try (Credentials used = store.update(ALICE, Credentials::withTokenUsed)) {
                    System.out.println(used.token().orElseThrow().count());
                    System.out.flush();
                }
            }
        }
    }
}
