package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.sasl.ScramHash;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/**
 * Measures the store on SQLite; run by hand: {@code StoreMeasurement DIRECTORY}. Prints the time to open, messages appended
 * per second with fsync, the latency of a verifier look-up, and that of pages of an archive of a million messages, of which
 * one in a hundred was exchanged with the one who is asked for.
 */
final class StoreMeasurement {
    private static final int MESSAGES = 100_000;
    private static final int ACCOUNTS = 1_000;
    private static final int LOOKUPS = 20_000;
    private static final int ARCHIVED = 1_000_000;
    private static final int PAGES = 1_000;

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
            pages(store);
        }
    }

    private static void pages(Store store) {
        BareJid owner = account(0);
        List<MessageId> ids = new CopyOnWriteArrayList<>();
        windowed(ARCHIVED, 2_000, (i, done) -> {
            var _ = store.messages()
                    .append(TestMessages.kept(account(1 + i % 100), owner, "x".repeat(200), false))
                    .whenComplete((outcome, error) -> {
                        if (i % 10_000 == 0 && outcome instanceof Outcome.Done<MessageId>(MessageId id)) {
                            ids.add(id);
                        }
                        done.run();
                    });
        });
        for (Optional<Jid> with : List.of(Optional.<Jid>empty(), Optional.<Jid>of(account(7)))) {
            String whose = with.isPresent() ? "of one peer" : "of all";
            measured("first page " + whose, i -> query(owner, with, MessageId.START, false), store);
            measured("last page " + whose, i -> query(owner, with, MessageId.START, true), store);
            measured("page from within " + whose, i -> query(owner, with, ids.get(i % ids.size()), false), store);
            measured(
                    "count " + whose,
                    i -> Store.await(store.archive().count(query(owner, with, MessageId.START, false))));
        }
        Optional<Jid> seldom = Optional.of(account(7).withResource("seldom"));
        measured("full address that never matches", i -> query(owner, seldom, MessageId.START, false), store);
        long before = System.nanoTime();
        Store.await(store.accounts().delete(owner));
        System.out.println(
                String.format(Locale.ROOT, "deleting the account: %.1f s", (System.nanoTime() - before) / 1e9));
    }

    private static ArchiveQuery query(BareJid owner, Optional<Jid> with, MessageId after, boolean backwards) {
        return new ArchiveQuery(
                owner, with, Optional.empty(), after, MessageId.END, new ArchiveQuery.Page(backwards, 50, 65_536));
    }

    private static void measured(String what, IntFunction<ArchiveQuery> query, Store store) {
        measured(what, i -> Store.await(store.archive().page(query.apply(i))));
    }

    private static void measured(String what, IntConsumer one) {
        long[] nanos = new long[PAGES];
        for (int i = 0; i < PAGES; i++) {
            long before = System.nanoTime();
            one.accept(i);
            nanos[i] = System.nanoTime() - before;
        }
        Arrays.sort(nanos);
        System.out.println(String.format(
                Locale.ROOT,
                "%s of a million: median %.2f ms, p99 %.2f ms",
                what,
                nanos[PAGES / 2] / 1e6,
                nanos[PAGES * 99 / 100] / 1e6));
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
