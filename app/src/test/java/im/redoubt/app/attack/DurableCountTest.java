package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RawClient;
import im.redoubt.app.command.RunningRedoubt;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process is killed under load, and its clients ask for their streams when it runs again (XEP-0198 section 5): what they are told
 * is never less than what was acknowledged to them, and everything up to there is kept.
 */
@Tag("SRV-13")
@Tag("N-118")
@Tag("N-119")
class DurableCountTest {
    private static final List<String> SMALL = List.of("-Xmx200m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    private static final String[] SETTINGS = {
        "accounts.plain_within_tls=true",
        "limits.stanzas_per_second=100000",
        "limits.burst_stanzas=100000",
        "limits.offline_messages=1000000",
        "limits.offline_bytes=1000000000"
    };
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
    private static final Pattern TOLD = Pattern.compile("<a [^>]*h='(\\d+)'");
    private static final Pattern BODY = Pattern.compile("<body>(\\d+) (\\d+)</body>");
    private static final Pattern FAILED = Pattern.compile("<failed [^>]*h='(\\d+)'[^>]*>");

    /** Of so many stanzas one is a message that is kept, one that is not, and one no message at all. */
    private static final int KINDS = 3;

    @TempDir
    private Path directory = Path.of("");

    /** What one client was told before the process was killed. */
    private static final class Load {
        private final String id;
        private volatile int sent;
        private volatile long told;

        private Load(String id) {
            this.id = id;
        }
    }

    @Test
    void whatIsToldAfterAKillIsWhatIsThere() throws Exception {
        kill(6, 3);
    }

    @Test
    @Tag("long")
    void whatIsToldAfterAHundredKillsIsWhatIsThere() throws Exception {
        kill(100, 4);
    }

    private void kill(int times, long seed) throws Exception {
        Path data = directory.resolve("data");
        Random random = new Random(seed);
        long mostTold = 0;
        try (RedoubtProcess process = RedoubtProcess.start(data, SMALL, SETTINGS)) {
            process.with("alice").with("bob").with("carol");
        }
        for (int round = 0; round < times; round++) {
            Load load;
            try (RedoubtProcess process = RedoubtProcess.start(data, SMALL, SETTINGS)) {
                load = underLoad(process, round, random.nextLong(LONGEST_NANOS));
            }
            try (RedoubtProcess process = RedoubtProcess.start(data, SMALL, SETTINGS)) {
                check(process, round, load);
            }
            mostTold = Math.max(mostTold, load.told);
        }
        assertThat(mostTold).as("something was acknowledged").isPositive();
    }

    private static Load underLoad(RedoubtProcess process, int round, long nanos) throws Exception {
        try (RawClient alice = process.signIn("alice");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Load load = new Load(alice.enable());
            Future<?> sending = threads.submit(() -> send(alice, round, load));
            Future<?> listening = threads.submit(() -> listen(alice, load));
            LockSupport.parkNanos(nanos);
            process.kill();
            sending.get();
            listening.get();
            return load;
        }
    }

    private static void send(RawClient alice, int round, Load load) {
        try {
            while (true) {
                int number = load.sent + 1;
                alice.send(stanza(round, number) + "<r xmlns='urn:xmpp:sm:3'/>");
                load.sent = number;
            }
        } catch (UncheckedIOException killed) {
            // as it should be
        }
    }

    private static String stanza(int round, int number) {
        return switch (number % KINDS) {
            case 0 -> "<iq type='result' id='r" + number + "' to='bob@localhost/nowhere'/>";
            case 1 ->
                "<message to='bob@localhost' type='chat'><active xmlns='http://jabber.org/protocol/chatstates'/></message>";
            default -> "<message to='bob@localhost' type='chat'><body>" + round + " " + number + "</body></message>";
        };
    }

    private static void listen(RawClient alice, Load load) {
        try {
            while (true) {
                Matcher told = TOLD.matcher(alice.await("<a ") + alice.await("/>"));
                while (told.find()) {
                    load.told = Math.max(load.told, Long.parseLong(told.group(1)));
                }
            }
        } catch (AssertionError killed) {
            // the stream has ended
        }
    }

    private static void check(RedoubtProcess process, int round, Load load) {
        try (RawClient mallory = process.connect().authenticate("carol", RunningRedoubt.PASSWORD);
                RawClient alice = process.connect().authenticate("alice", RunningRedoubt.PASSWORD);
                RawClient bob = process.signIn("bob")) {
            String unknown = mallory.resume("AAAAAAAAAAAAAAAAAAAAAAAA", 0).await("</failed>");
            String foreign = mallory.resume(load.id, 0).await("</failed>");
            assertThat(foreign).isEqualTo(unknown).doesNotContain("h=");
            String answer = alice.resume(load.id, 0).await("</failed>");
            assertThat(answer).contains("<item-not-found");
            Matcher failed = FAILED.matcher(answer);
            long durable = failed.find() ? Long.parseLong(failed.group(1)) : 0;
            assertThat(durable).isBetween(load.told, (long) load.sent + 1);

            Set<Long> kept = new TreeSet<>();
            bob.send("<presence/>").await("<presence");
            Matcher body = BODY.matcher(bob.settle() + bob.settle() + bob.settle());
            while (body.find()) {
                if (Integer.parseInt(body.group(1)) == round) {
                    kept.add(Long.parseLong(body.group(2)));
                }
            }
            for (long number = 2; number <= durable; number += KINDS) {
                assertThat(kept).as("up to %d", durable).contains(number);
            }
            assertThat(kept).as("and what is kept is counted").allMatch(number -> number <= durable);
        }
    }
}
