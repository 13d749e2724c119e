package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RawClient;
import im.redoubt.app.command.RunningRedoubt;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Neither side archives anything (XEP-0441), and the process is killed while messages are on their way to a session: what was
 * acknowledged to its sender (XEP-0198 section 4) and was not by its recipient comes when that signs in again, in order.
 */
@Tag("SRV-13")
@Tag("N-118")
@Tag("N-120")
class DurableDeliveryTest {
    private static final List<String> SMALL = List.of("-Xmx200m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    private static final String[] SETTINGS = {
        "accounts.plain_within_tls=true",
        "limits.stanzas_per_second=100000",
        "limits.burst_stanzas=100000",
        "limits.offline_messages=1000000",
        "limits.offline_bytes=1000000000"
    };
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long MOST_STEPS = 20_000;

    /** What waits comes page by page; a page follows when the one before was written. */
    private static final int QUIET_ROUNDS = 5;

    private static final Pattern TOLD = Pattern.compile("<a [^>]*h='(\\d+)'");
    private static final Pattern BODY = Pattern.compile("<body>(\\d+) (\\d+)</body>");

    @TempDir
    private Path directory = Path.of("");

    private Path data = Path.of("");

    /** What each of the two knew before the process was killed. */
    private static final class Load {
        private volatile int sent;
        private volatile long told;
        private volatile int got;
        private volatile int acknowledged;
    }

    @BeforeEach
    void nobodyArchives() {
        data = directory.resolve("data");
        try (RedoubtProcess process = start()) {
            process.with("alice").with("bob");
            for (String name : List.of("alice", "bob")) {
                try (RawClient client = process.signIn(name)) {
                    archivesNothing(client);
                }
            }
        }
    }

    /** It is on disk when that is answered, and so is all that the client did before. Returns what came meanwhile. */
    private static String archivesNothing(RawClient client) {
        return client.send("<iq type='set' id='p'><prefs xmlns='urn:xmpp:mam:2' default='never'>"
                        + "<always/><never/></prefs></iq>")
                .await("id='p'");
    }

    private RedoubtProcess start() {
        return RedoubtProcess.start(data, SMALL, SETTINGS);
    }

    @Test
    void whatWasAcknowledgedToItsSenderIsThereAfterAKill() throws Exception {
        kill(6, 5);
    }

    @Test
    @Tag("long")
    void whatWasAcknowledgedToItsSenderIsThereAfterAHundredKills() throws Exception {
        kill(100, 6);
    }

    private void kill(int times, long seed) throws Exception {
        Random random = new Random(seed);
        long unhandled = 0;
        for (int round = 0; round < times; round++) {
            Load load = new Load();
            try (RedoubtProcess process = start()) {
                underLoad(process, round, load, random);
            }
            try (RedoubtProcess process = start()) {
                List<Integer> there = waiting(process, round);
                assertThat(there).isSorted().doesNotHaveDuplicates().allMatch(number -> number <= load.sent);
                assertThat(there)
                        .as("%d were told, %d came and %d were acknowledged", load.told, load.got, load.acknowledged)
                        .containsAll(IntStream.rangeClosed(load.acknowledged + 1, (int) load.told)
                                .boxed()
                                .toList());
                unhandled += Math.max(0, load.told - load.acknowledged);
            }
            try (RedoubtProcess process = start()) {
                assertThat(waiting(process, round)).as("it has come").isEmpty();
            }
        }
        assertThat(unhandled).as("some were acknowledged to their sender only").isPositive();
    }

    /** In every second round the recipient acknowledges some of what comes. */
    private static void underLoad(RedoubtProcess process, int round, Load load, Random random) throws Exception {
        try (RawClient alice = process.signIn("alice");
                RawClient bob = process.signIn("bob").available();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            alice.enable();
            bob.enable();
            int every = round % 2 == 0 ? Integer.MAX_VALUE : 1 + random.nextInt(20);
            List<Future<?>> parts = List.of(
                    threads.submit(() -> send(alice, round, load)),
                    threads.submit(() -> listen(alice, load)),
                    threads.submit(() -> receive(bob, every, load)));
            int enough = 1 + random.nextInt(100);
            for (long step = 0; load.told < enough && step < MOST_STEPS; step++) {
                LockSupport.parkNanos(STEP_NANOS);
            }
            LockSupport.parkNanos(random.nextLong(LONGEST_NANOS));
            process.kill();
            for (Future<?> part : parts) {
                part.get();
            }
        }
    }

    private static void send(RawClient alice, int round, Load load) {
        try {
            while (true) {
                int number = load.sent + 1;
                load.sent = number;
                alice.send(message(round, number) + "<r xmlns='urn:xmpp:sm:3'/>");
            }
        } catch (UncheckedIOException killed) {
            // as it should be
        }
    }

    private static String message(int round, int number) {
        return "<message to='bob@localhost' type='chat'><body>" + round + " " + number + "</body></message>";
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

    private static void receive(RawClient bob, int every, Load load) {
        try {
            while (true) {
                bob.await("</message>");
                int got = load.got + 1;
                load.got = got;
                if (got % every == 0) {
                    load.acknowledged = got;
                    bob.send("<a xmlns='urn:xmpp:sm:3' h='" + got + "'/>");
                }
            }
        } catch (AssertionError | UncheckedIOException killed) {
            // the stream has ended
        }
    }

    /** What comes of this round to whoever signs in; it is forgotten then. */
    private static List<Integer> waiting(RedoubtProcess process, int round) {
        try (RawClient bob = process.signIn("bob")) {
            bob.send("<presence/>").await("<presence");
            StringBuilder came = new StringBuilder();
            int quiet = 0;
            while (quiet < QUIET_ROUNDS) {
                String more = archivesNothing(bob);
                came.append(more);
                quiet = BODY.matcher(more).find() ? 0 : quiet + 1;
            }
            bob.send("</stream:stream>").awaitEnd();
            return numbers(came.toString(), round);
        }
    }

    private static List<Integer> numbers(String text, int round) {
        List<Integer> found = new ArrayList<>();
        Matcher body = BODY.matcher(text);
        while (body.find()) {
            if (Integer.parseInt(body.group(1)) == round) {
                found.add(Integer.parseInt(body.group(2)));
            }
        }
        return found;
    }

    /** An orderly stop lays the session down with what it has not handled; the start behind that is killed, and so is that session. */
    @Test
    @Tag("N-124")
    void whatASessionHadNotHandledSurvivesAnOrderlyStopAndAKillBehindIt() {
        stopWithThreeUnhandled();
        try (RedoubtProcess process = start()) {
            process.kill();
        }
        try (RedoubtProcess process = start()) {
            assertThat(waiting(process, 0)).containsExactly(1, 2, 3);
            assertThat(waiting(process, 0)).isEmpty();
        }
    }

    /** What a session is resumed with comes by that way alone, and not from the store as well. Section 5 has it sent again. */
    @Test
    @Tag("N-124")
    void whatASessionIsResumedWithComesOnce() {
        String stream = stopWithThreeUnhandled();
        try (RedoubtProcess process = start()) {
            try (RawClient desk = process.signIn("bob")) {
                desk.send("<presence/>").await("<presence");
                assertThat(numbers(desk.settle() + desk.settle(), 0)).isEmpty();
            }
            try (RawClient bob = process.connect().authenticate("bob", RunningRedoubt.PASSWORD)) {
                bob.resume(stream, 0).await("<resumed");
                assertThat(numbers(bob.settle(), 0)).containsExactly(1, 2, 3);
                archivesNothing(bob.send("<a xmlns='urn:xmpp:sm:3' h='4'/>"));
            }
            process.kill();
        }
        try (RedoubtProcess process = start()) {
            assertThat(waiting(process, 0)).isEmpty();
        }
    }

    /** Returns the stream of the session to which they were sent. */
    private String stopWithThreeUnhandled() {
        try (RedoubtProcess process = start();
                RawClient alice = process.signIn("alice");
                RawClient bob = process.signIn("bob").available()) {
            String stream = bob.enable();
            for (int number = 1; number <= 3; number++) {
                alice.send(message(0, number));
            }
            alice.settle();
            process.signal("TERM");
            process.exitCode();
            return stream;
        }
    }
}
