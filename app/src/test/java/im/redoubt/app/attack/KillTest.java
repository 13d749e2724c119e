package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RawClient;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
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

/** The process is killed at any moment under load: what it answered for is there when it starts again, once and in order. */
class KillTest {
    private static final Pattern BODY = Pattern.compile("<body>(\\d+)</body>");
    private static final Pattern CONTACT = Pattern.compile("jid='c(\\d+)@localhost'");
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final List<String> SMALL = List.of("-Xmx200m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    @TempDir
    private Path directory = Path.of("");

    /** What one load was answered for, and what it had begun. */
    private static final class Load {
        private int asked;
        private int answered;
    }

    @Test
    @Tag("C-109")
    void nothingAnsweredForIsLostWhenTheProcessIsKilled() throws Exception {
        kill(12, 1);
    }

    @Test
    @Tag("C-109")
    @Tag("long")
    void nothingAnsweredForIsLostInFiveHundredKills() throws Exception {
        kill(500, 2);
    }

    private void kill(int times, long seed) throws ExecutionException, InterruptedException {
        Path data = directory.resolve("data");
        Random random = new Random(seed);
        Load messages = new Load();
        Load contacts = new Load();
        List<Integer> delivered = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            try (RedoubtProcess process = RedoubtProcess.start(
                    data,
                    SMALL,
                    "accounts.plain_within_tls=true",
                    "limits.stanzas_per_second=100000",
                    "limits.roster_items=100000",
                    "limits.offline_messages=100000")) {
                if (i == 0) {
                    process.with("alice").with("bob").with("carol");
                }
                try (RawClient carol = process.signIn("carol").available()) {
                    check(process, carol, messages, contacts, delivered);
                    underLoad(process, carol, messages, contacts, random.nextLong(LONGEST_NANOS));
                }
            }
        }
        try (RedoubtProcess process = RedoubtProcess.start(data, SMALL, "accounts.plain_within_tls=true");
                RawClient carol = process.signIn("carol").available()) {
            check(process, carol, messages, contacts, delivered);
        }
        assertThat(messages.answered).isPositive();
        assertThat(contacts.answered).isPositive();
    }

    private static void underLoad(RedoubtProcess process, RawClient carol, Load messages, Load contacts, long nanos)
            throws ExecutionException, InterruptedException {
        try (RawClient alice = process.signIn("alice").available();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> sending = threads.submit(() -> sendMessages(alice, messages));
            Future<?> adding = threads.submit(() -> addContacts(carol, contacts));
            LockSupport.parkNanos(nanos);
            process.kill();
            sending.get();
            adding.get();
        }
    }

    /** The answer to a later stanza says that the message before it has taken effect: it is kept, for bob is away. */
    private static void sendMessages(RawClient alice, Load load) {
        try {
            while (true) {
                load.asked++;
                alice.send("<message to='bob@localhost' type='chat'><body>" + load.asked + "</body></message>"
                        + "<iq type='get' id='a" + load.asked + ".' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>");
                alice.await("id='a" + load.asked + ".'");
                load.answered = load.asked;
            }
        } catch (UncheckedIOException | AssertionError killed) {
            // no answer came for the last one
        }
    }

    private static void addContacts(RawClient carol, Load load) {
        try {
            while (true) {
                load.asked++;
                carol.send("<iq type='set' id='a" + load.asked + ".'><query xmlns='jabber:iq:roster'><item jid='c"
                        + load.asked + "@localhost'/></query></iq>");
                carol.await("id='a" + load.asked + ".'");
                load.answered = load.asked;
            }
        } catch (UncheckedIOException | AssertionError killed) {
            // no answer came for the last one
        }
    }

    private static void check(
            RedoubtProcess process, RawClient carol, Load messages, Load contacts, List<Integer> delivered) {
        try (RawClient bob = process.signIn("bob")) {
            bob.send("<presence/>").await("<presence");
            String waiting = bob.settle() + bob.settle() + bob.settle();
            Matcher body = BODY.matcher(waiting);
            while (body.find()) {
                delivered.add(Integer.parseInt(body.group(1)));
            }
            String roster = carol.send("<iq type='get' id='r'><query xmlns='jabber:iq:roster'/></iq>")
                    .await("</iq>");
            List<Integer> kept = new ArrayList<>();
            Matcher contact = CONTACT.matcher(roster);
            while (contact.find()) {
                kept.add(Integer.parseInt(contact.group(1)));
            }
            assertComplete(kept.stream().sorted().toList(), contacts);
            assertComplete(delivered.stream().distinct().toList(), messages);
        }
    }

    /** Everything up to the last answer is there, in order; only what was begun behind each may be missing. */
    private static void assertComplete(List<Integer> there, Load load) {
        assertThat(there).isSorted();
        assertThat(there).allMatch(number -> number <= load.asked);
        if (load.answered > 0) {
            assertThat(there).contains(load.answered);
        }
    }
}
