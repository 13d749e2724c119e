package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ScramHash;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.function.IntConsumer;

/**
 * Measures the store on SQLite; run by hand: {@code StoreMeasurement DIRECTORY}. Prints the time to open, messages appended
 * per second with fsync, and the latency of a verifier look-up.
 */
final class StoreMeasurement {
    private static final int MESSAGES = 100_000;
    private static final int ACCOUNTS = 1_000;
    private static final int LOOKUPS = 20_000;

    private StoreMeasurement() {}

    public static void main(String[] arguments) {
        long start = System.nanoTime();
        try (DataLock lock = DataLock.take(Path.of(arguments[0]));
                Store store = Appender.open(lock, InstantSource.system())) {
            Store.await(store.accounts().exists(account(0)));
            System.out.printf(
                    Locale.ROOT, "open and first read, cold JVM: %.0f ms%n", (System.nanoTime() - start) / 1e6);
            if (arguments.length > 1) {
                return;
            }
            for (int i = 0; i < ACCOUNTS; i++) {
                var _ = store.accounts().create(TestAccounts.of(account(i)));
            }
            for (int window : new int[] {1, 16, 256, 2_000}) {
                append(store, window);
            }
            lookups(store);
        }
    }

    private static void append(Store store, int window) {
        int count = window == 1 ? MESSAGES / 50 : MESSAGES;
        double seconds = windowed(count, window, (i, done) -> {
            var _ = store.messages()
                    .append(TestMessages.waiting(account(i % ACCOUNTS), account((i + 1) % ACCOUNTS), "x".repeat(200)))
                    .whenComplete((outcome, error) -> done.run());
        });
        System.out.println(
                String.format(Locale.ROOT, "append, %d in flight: %.0f messages/s", window, count / seconds));
    }

    private static void lookups(Store store) {
        long[] nanos = new long[LOOKUPS];
        for (int i = 0; i < LOOKUPS; i++) {
            long before = System.nanoTime();
            Store.await(store.accounts().verifier(account(i % ACCOUNTS), ScramHash.SHA_256));
            nanos[i] = System.nanoTime() - before;
        }
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "verifier look-up: median %.0f us, p99 %.0f us%n",
                nanos[LOOKUPS / 2] / 1e3,
                nanos[LOOKUPS * 99 / 100] / 1e3);
    }

    private static double windowed(int count, int window, Operation operation) {
        Semaphore slots = new Semaphore(window);
        long start = System.nanoTime();
        IntConsumer one = i -> {
            slots.acquireUninterruptibly();
            operation.start(i, slots::release);
        };
        for (int i = 0; i < count; i++) {
            one.accept(i);
        }
        slots.acquireUninterruptibly(window);
        return (System.nanoTime() - start) / 1e9;
    }

    private static BareJid account(int i) {
        return BareJid.of("user" + i + "@example.org");
    }

    @FunctionalInterface
    private interface Operation {
        void start(int index, Runnable done);
    }
}
