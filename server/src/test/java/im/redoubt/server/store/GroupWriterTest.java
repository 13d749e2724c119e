package im.redoubt.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.protocol.address.BareJid;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Group commit on SQLite: order, failures of single operations, bounds. */
class GroupWriterTest {
    private static final BareJid ALICE = StoreContract.ALICE;
    private static final BareJid BOB = StoreContract.BOB;
    private static final WorkLimits SMALL = new WorkLimits(40, 100_000, 7, 5_000, 2, 1, 100);

    @TempDir
    Path temporary = Path.of("");

    private DataLock lock;
    private Store store;

    // Set before each test.
    @SuppressWarnings("NullAway.Init")
    GroupWriterTest() {}

    @BeforeEach
    void open() {
        lock = DataLock.take(temporary.resolve("data"));
        StoreSettings settings =
                new StoreSettings(StoreUrl.of("sqlite:redoubt.db"), SMALL, AccountQuotas.DEFAULT, damage -> {});
        store = Store.open(settings, lock, new SteppingClock(), new SecureRandom());
        Store.await(store.accounts().create(TestAccounts.of(ALICE)));
        Store.await(store.accounts().create(TestAccounts.of(BOB)));
    }

    @AfterEach
    void close() {
        store.close();
        lock.close();
    }

    @Test
    @Tag("C-109")
    void everySubmittersOrderIsKeptInTheLogAndInTheCompletions() throws Exception {
        long seed = 20261122;
        int submitters = 6;
        int each = 120;
        List<String> completed = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int s = 0; s < submitters; s++) {
            int submitter = s;
            threads.add(
                    Thread.ofPlatform().start(() -> submit(submitter, each, new Random(seed + submitter), completed)));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        OfflinePage page =
                Store.await(store.messages().pendingOffline(ALICE, MessageId.START, 10_000, Integer.MAX_VALUE));
        List<String> logged = TestMessages.texts(page.messages());
        assertThat(logged).hasSize(submitters * each);
        for (int s = 0; s < submitters; s++) {
            String prefix = s + ":";
            List<String> own =
                    IntStream.range(0, each).mapToObj(i -> prefix + i).toList();
            assertThat(logged.stream().filter(text -> text.startsWith(prefix)).toList())
                    .as("the log, seed %d, submitter %d", seed, s)
                    .isEqualTo(own);
            assertThat(completed.stream()
                            .filter(text -> text.startsWith(prefix))
                            .toList())
                    .as("the completions, seed %d, submitter %d", seed, s)
                    .isEqualTo(own);
        }
    }

    /** Appends in order, at random intervals, among operations that are slow, refused or fail. */
    private void submit(int submitter, int count, Random random, List<String> completed) {
        List<CompletableFuture<?>> last = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String text = submitter + ":" + i;
            last.add(store.messages()
                    .append(TestMessages.waiting(BOB, ALICE, text))
                    .thenAccept(outcome -> completed.add(text)));
            last.addAll(disturb(random));
            while (last.size() >= 3) {
                last.removeFirst().join();
            }
        }
        last.forEach(CompletableFuture::join);
    }

    /** Hands in, or not, something slow, something that throws, something without an account, or something refused. */
    private List<CompletableFuture<?>> disturb(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> {
                int millis = random.nextInt(3);
                yield List.of(store.rosters().update(ALICE, BOB, known -> slowly(known, millis)));
            }
            case 1 ->
                List.of(quiet(store.rosters().update(ALICE, BOB, known -> {
                    throw new IllegalStateException("fails by itself");
                })));
            case 2 -> List.of(quiet(store.vCards().put(StoreContract.CAROL, Blob.of("no such account"))));
            case 3 -> List.of(store.accounts().create(TestAccounts.of(ALICE)));
            default -> List.of();
        };
    }

    private static CompletableFuture<?> quiet(CompletableFuture<?> future) {
        return future.handle((value, error) -> {
            assertThat(error).isNotNull();
            return error;
        });
    }

    private static RosterContact slowly(RosterContact known, int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return known;
    }

    @Test
    void anOperationThatFailsByItselfLeavesItsBatchAlone() {
        CountDownLatch gate = new CountDownLatch(1);
        CompletableFuture<?> first = store.rosters().update(ALICE, BOB, known -> waiting(known, gate));
        CompletableFuture<Outcome<MessageId>> before =
                store.messages().append(TestMessages.waiting(BOB, ALICE, "before"));
        CompletableFuture<Outcome<Blob>> failing = store.vCards().put(StoreContract.CAROL, Blob.of("x"));
        CompletableFuture<Outcome<MessageId>> after =
                store.messages().append(TestMessages.waiting(BOB, ALICE, "after"));
        gate.countDown();

        first.join();
        assertThatThrownBy(() -> Store.await(failing))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.problem()).isEqualTo(StoreProblem.NO_ACCOUNT));
        assertThat(Store.await(after)).isInstanceOf(Outcome.Done.class);
        assertThat(Store.await(before)).isInstanceOf(Outcome.Done.class);
        OfflinePage page = Store.await(store.messages().pendingOffline(ALICE, MessageId.START, 10, Integer.MAX_VALUE));
        assertThat(TestMessages.texts(page.messages())).containsExactly("before", "after");
        assertThat(Store.await(store.messages().offlineBacklog(ALICE)).count()).isEqualTo(2);
    }

    @Test
    @Tag("D-105")
    void aFullQueueRefusesAtOnceAndSaysSoBefore() {
        CountDownLatch gate = new CountDownLatch(1);
        CompletableFuture<?> blocked = store.rosters().update(ALICE, BOB, known -> waiting(known, gate));
        List<CompletableFuture<Outcome<MessageId>>> handedIn = new ArrayList<>();
        boolean warned = false;
        int refused = 0;
        for (int i = 0; i < 100; i++) {
            handedIn.add(store.messages().append(TestMessages.waiting(BOB, ALICE, "m" + i)));
            warned |= store.congested();
        }
        assertThat(warned).isTrue();
        assertThat(store.health().waitingOperations()).isLessThanOrEqualTo(40);
        gate.countDown();
        blocked.join();

        for (CompletableFuture<Outcome<MessageId>> future : handedIn) {
            try {
                Store.await(future);
            } catch (StoreException e) {
                assertThat(e.problem()).isEqualTo(StoreProblem.BUSY);
                refused++;
            }
        }
        assertThat(refused).isBetween(50, 61);
        assertThat(store.congested()).isFalse();
    }

    @Test
    void anOperationLargerThanABatchIsABatchOfItsOwn() {
        assertThat(Store.await(store.messages().append(TestMessages.waiting(BOB, ALICE, "x".repeat(200_000)))))
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void closingWritesWhatWasHandedInAndThenRefuses() {
        List<CompletableFuture<Outcome<MessageId>>> handedIn = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            handedIn.add(store.messages().append(TestMessages.waiting(BOB, ALICE, "m" + i)));
        }
        store.close();

        assertThat(handedIn).allMatch(future -> future.join() instanceof Outcome.Done);
        assertThatThrownBy(() -> Store.await(store.messages().append(TestMessages.waiting(BOB, ALICE, "late"))))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.problem()).isEqualTo(StoreProblem.CLOSED));
        assertThatThrownBy(() -> Store.await(store.accounts().find(ALICE)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.problem()).isEqualTo(StoreProblem.CLOSED));
    }

    @Test
    void anAcknowledgedWriteIsSeenByTheNextRead() {
        for (int i = 0; i < 200; i++) {
            Store.await(store.vCards().put(ALICE, Blob.of("v" + i)));
            assertThat(Store.await(store.vCards().get(ALICE))).isEqualTo(Optional.of(Blob.of("v" + i)));
        }
        Store.await(store.probe());
    }

    private static RosterContact waiting(RosterContact known, CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return known;
    }
}
