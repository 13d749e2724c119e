package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RawClient;
import im.redoubt.app.command.RunningRedoubt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stanzas of one stream take effect in the order received (RFC 6120 section 10.1), whether they wait for the store or not, and
 * whether the recipient comes, goes, or stays.
 */
class OrderTest {
    private static final Pattern BODY = Pattern.compile("<body>(\\d+)</body>");
    private static final int MESSAGES = 2_000;

    @TempDir
    private Path directory = Path.of("");

    @RepeatedTest(2)
    @Tag("SRV-13")
    void messagesArriveInOrderWhileTheRecipientComesAndGoes() throws Exception {
        try (RunningRedoubt service = new RunningRedoubt(
                                directory,
                                "limits.stanzas_per_second=100000",
                                "limits.burst_stanzas=100000",
                                "limits.bytes_per_second=100000000",
                                "limits.offline_messages=100000")
                        .with("alice")
                        .with("bob");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                RawClient alice = service.signIn("alice").available()) {
            AtomicBoolean sent = new AtomicBoolean();
            Future<List<Integer>> receiving = threads.submit(() -> receive(service, sent));
            Random random = new Random(7);
            for (int i = 1; i <= MESSAGES; i++) {
                alice.send("<message to='bob@localhost' type='chat'><body>" + i + "</body></message>");
                if (random.nextInt(20) == 0) {
                    alice.settle();
                }
            }
            alice.settle();
            sent.set(true);
            List<Integer> received = receiving.get();

            assertThat(received.stream().distinct().toList()).isSorted().hasSize(MESSAGES);
        }
    }

    /** Comes on line again and again, and leaves in order each time, so that nothing is lost on the way. */
    private static List<Integer> receive(RunningRedoubt service, AtomicBoolean sent) {
        List<Integer> all = new ArrayList<>();
        boolean last;
        do {
            last = sent.get();
            try (RawClient bob = service.signIn("bob")) {
                bob.send("<presence/>");
                LockSupport.parkNanos(20_000_000);
                String got = bob.settle() + bob.settle();
                bob.send("<presence type='unavailable'/>");
                got += bob.settle() + bob.settle();
                got += bob.send("</stream:stream>").awaitEnd();
                Matcher body = BODY.matcher(got);
                while (body.find()) {
                    all.add(Integer.parseInt(body.group(1)));
                }
            }
        } while (!last);
        return all;
    }
}
