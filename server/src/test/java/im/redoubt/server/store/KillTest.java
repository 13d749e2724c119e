package im.redoubt.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged survives a killed process: the process is really killed, and the data really opened again. */
class KillTest {
    private static final int NO_END = Integer.MAX_VALUE;

    @TempDir
    Path temporary = Path.of("");

    private final List<MessageId> acknowledged = new ArrayList<>();

    @BeforeEach
    void createAccounts() {
        try (DataLock lock = DataLock.take(data());
                Store store = Appender.open(lock, InstantSource.system())) {
            Store.await(store.accounts().create(TestAccounts.of(StoreContract.ALICE)));
            Store.await(store.accounts().create(TestAccounts.of(StoreContract.BOB)));
        }
    }

    @Test
    @Tag("C-109")
    @Tag("SRV-13")
    void everyAcknowledgedMessageIsThereAfterTwentyKills() throws Exception {
        killAndCompare(20, 1);
    }

    @Test
    @Tag("long")
    @Tag("C-109")
    @Tag("SRV-13")
    void everyAcknowledgedMessageIsThereAfterFiveHundredKills() throws Exception {
        killAndCompare(500, 2);
    }

    private void killAndCompare(int kills, long seed) throws Exception {
        Random random = new Random(seed);
        for (int kill = 1; kill <= kills; kill++) {
            int before = acknowledged.size();
            killOnce(random.nextInt(200) + 1, random.nextInt(20));
            // All of them now and then and at the end, the new ones each time: reading all takes ever longer.
            int from = kill == kills || kill % 50 == 0 ? 0 : before;
            Set<MessageId> missing = new HashSet<>(acknowledged.subList(from, acknowledged.size()));
            stored(from == 0 ? MessageId.START : acknowledged.get(from - 1)).forEach(missing::remove);
            assertThat(missing).as("kill %d, seed %d", kill, seed).isEmpty();
        }
        assertThat(acknowledged).isSorted().doesNotHaveDuplicates();
    }

    /** Starts a process, and kills it a few milliseconds after it acknowledged so many. */
    private void killOnce(int enough, int millisAfter) throws IOException, InterruptedException {
        Process process = ChildJvm.start(Appender.class, data().toString(), Integer.toString(NO_END), "50");
        int before = acknowledged.size();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            boolean killed = false;
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                take(line);
                if (!killed && acknowledged.size() >= before + enough) {
                    Thread.sleep(millisAfter);
                    // Not Process.destroyForcibly, which would close the stream with what is still to be read.
                    process.toHandle().destroyForcibly();
                    killed = true;
                }
            }
        }
        process.waitFor();
        assertThat(acknowledged.size()).as("the process worked").isGreaterThanOrEqualTo(before + enough);
    }

    private void take(String line) {
        // The last line may be torn by the kill; half an id was not acknowledged to anybody.
        if (line.startsWith("ack ")) {
            MessageId.parse(line.substring(4)).ifPresent(acknowledged::add);
        }
    }

    private List<MessageId> stored(MessageId after) {
        List<MessageId> ids = new ArrayList<>();
        try (DataLock lock = DataLock.take(data());
                Store store = Appender.open(lock, InstantSource.system())) {
            OfflinePage page;
            MessageId from = after;
            do {
                page = Store.await(
                        store.messages().pendingOffline(StoreContract.ALICE, from, 10_000, Integer.MAX_VALUE));
                page.messages().forEach(message -> ids.add(message.id()));
                from = page.ids().isEmpty() ? from : page.ids().getLast();
            } while (page.more());
            assertThat(store.health().damagedRows()).isZero();
        }
        return ids;
    }

    private Path data() {
        return temporary.resolve("data");
    }
}
