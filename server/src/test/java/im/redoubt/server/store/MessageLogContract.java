package im.redoubt.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@link MessageLog} on any engine. */
abstract class MessageLogContract extends StoreContract {
    MessageLogContract(TestDatabase database) {
        super(database);
    }

    @Override
    AccountQuotas quotas() {
        return new AccountQuotas(20, 1_000, 1L << 30, 10, 10, 10, 10, 10_000, 1_000, 3, AccountQuotas.Nodes.DEFAULT);
    }

    @BeforeEach
    void createTwo() {
        createAccounts(ALICE, BOB);
    }

    @Test
    void givesBackWhatWasAppendedAlsoAfterReopening() {
        MessageHeader header = new MessageHeader(
                MessageKind.NORMAL, CAROL, ALICE.withResource("a/b"), Optional.empty(), Optional.of("de"), -1);
        NewMessage message = new NewMessage(
                header,
                Blob.of("<body>ü</body>"),
                List.of(new MessageOwner(ALICE, CAROL, MessageOwner.Delivery.WAITS, false)),
                Optional.empty(),
                Optional.empty());
        MessageId id = done(store().messages().append(message));

        OfflinePage page = pending(reopen(), 10);

        assertThat(page.messages())
                .containsExactly(new StoredMessage(id, SteppingClock.START, header, message.content(), false));
        assertThat(page.ids()).containsExactly(id);
        assertThat(page.more()).isFalse();
        assertThat(id.time()).isEqualTo(SteppingClock.START);
    }

    @Test
    void readsPagesInTheOrderOfAppending() {
        List<CompletableFuture<Outcome<MessageId>>> appended = IntStream.range(0, 10)
                .mapToObj(i -> store().messages().append(TestMessages.waiting(BOB, ALICE, "m" + i)))
                .toList();
        List<MessageId> ids = appended.stream().map(StoreContract::done).toList();

        OfflinePage first = pending(store(), 4);
        OfflinePage second =
                await(store().messages().pendingOffline(ALICE, first.ids().getLast(), 6, Integer.MAX_VALUE));

        assertThat(ids).isSorted().doesNotHaveDuplicates();
        assertThat(TestMessages.texts(first.messages())).containsExactly("m0", "m1", "m2", "m3");
        assertThat(first.more()).isTrue();
        assertThat(TestMessages.texts(second.messages())).containsExactly("m4", "m5", "m6", "m7", "m8", "m9");
        assertThat(second.more()).isFalse();
        assertThat(pendingOf(BOB)).isEmpty();
    }

    @Test
    void whatWasDeliveredIsGoneAndTheRestWaits() throws Exception {
        List<MessageId> ids = Stream.of("one", "two", "three")
                .map(body -> done(store().messages().append(TestMessages.waiting(BOB, ALICE, body))))
                .toList();

        await(store().messages().delivered(ALICE, ids.subList(0, 2)));

        assertThat(pendingOf(ALICE)).containsExactly("three");
        assertThat(await(store().messages().offlineBacklog(ALICE))).isEqualTo(new Backlog(1, 9));
        assertThat(tamper("UPDATE message SET flags = flags")).isEqualTo(1);
        assertThat(tamper("UPDATE message_waiting SET size = size")).isEqualTo(1);
    }

    @Test
    void whatComesLaterIsNotTakenForDelivered() {
        MessageId one = done(store().messages().append(TestMessages.waiting(BOB, ALICE, "one")));
        MessageId two = done(store().messages().append(TestMessages.waiting(BOB, ALICE, "two")));
        await(store().messages().delivered(ALICE, List.of(one, two)));
        await(store().messages().delivered(ALICE, List.of(one)));
        await(store().messages().delivered(ALICE, List.of(new MessageId(Long.MAX_VALUE, 0))));

        done(store().messages().append(TestMessages.waiting(BOB, ALICE, "three")));

        assertThat(pendingOf(ALICE)).containsExactly("three");
    }

    @Test
    void aBodyStaysAsLongAsAnOwnerRefersToIt() throws Exception {
        MessageId id = done(store().messages().append(TestMessages.archived(BOB, ALICE, "kept")));

        await(store().messages().delivered(ALICE, List.of(id)));
        assertThat(pendingOf(ALICE)).isEmpty();
        assertThat(tamper("UPDATE message SET flags = flags")).isEqualTo(1);

        await(store().accounts().delete(ALICE));
        assertThat(tamper("UPDATE message SET flags = flags")).isEqualTo(1);
        await(store().accounts().delete(BOB));
        assertThat(tamper("UPDATE message SET flags = flags")).isZero();
    }

    @Test
    @Tag("D-105")
    @Tag("D-102")
    void refusesMoreThanMayWaitAndTakesMessagesAgainAfterDelivery() {
        List<MessageId> all = new ArrayList<>();
        knows(ALICE, BOB, Subscription.FROM);
        for (int i = 0; i < 20; i++) {
            all.add(done(store().messages().append(TestMessages.waiting(BOB, ALICE, "m"))));
        }

        assertThat(refused(store().messages().append(TestMessages.waiting(BOB, ALICE, "m"))))
                .isEqualTo(Refusal.OFFLINE_FULL);
        done(store().messages().append(TestMessages.waiting(ALICE, BOB, "others are not concerned")));

        await(store().messages().delivered(ALICE, all));
        done(store().messages().append(TestMessages.waiting(BOB, ALICE, "m")));
        assertThat(refused(store().messages().append(TestMessages.waiting(BOB, ALICE, "x".repeat(1_001)))))
                .isEqualTo(Refusal.OFFLINE_FULL);
        assertThat(refused(store().messages().append(TestMessages.waiting(BOB, ALICE, "x".repeat(993)))))
                .isEqualTo(Refusal.OFFLINE_FULL);
        done(store().messages().append(TestMessages.waiting(BOB, ALICE, "x".repeat(980))));
    }

    /** SRV-12: of a full mailbox only those hear who may see that its owner is there; to others it is as to nobody. */
    @Test
    @Tag("SRV-12")
    @Tag("R-76")
    void aFullMailboxShowsToFriendsOnly() {
        for (int i = 0; i < 20; i++) {
            done(store().messages().append(TestMessages.waiting(BOB, ALICE, "m")));
        }
        for (Subscription granted : Subscription.values()) {
            knows(ALICE, BOB, granted);
            knows(BOB, ALICE, Subscription.BOTH);
            CompletableFuture<Outcome<MessageId>> kept =
                    store().messages().append(TestMessages.archived(BOB, ALICE, "to " + granted));
            if (granted == Subscription.FROM || granted == Subscription.BOTH) {
                assertThat(refused(kept)).isEqualTo(Refusal.OFFLINE_FULL);
            } else {
                MessageId id = done(kept);
                assertThat(await(store().archive().contains(BOB, id)))
                        .as("the sender's copy has an id, as to nobody")
                        .isTrue();
            }
        }
        done(store().messages().append(TestMessages.archived(BOB, CAROL, "to nobody")));
        assertThat(pendingOf(ALICE)).hasSize(20).containsOnly("m");
    }

    /** XEP-0359: what its sender sends again within a day is there already; what went nowhere may come again. */
    @Test
    @Tag("SRV-13")
    void whatIsSentAgainWithinADayIsThereAlready() {
        done(store().messages().append(TestMessages.named(BOB, ALICE, "one")));
        assertThat(refused(store().messages().append(TestMessages.named(BOB, ALICE, "one"))))
                .isEqualTo(Refusal.REPEATED);
        done(store().messages().append(TestMessages.named(ALICE, BOB, "one")));
        done(store().messages().append(TestMessages.named(CAROL, ALICE, "one")));
        done(store().messages().append(TestMessages.named(CAROL, ALICE, "one")));
        done(store().messages().append(TestMessages.named(BOB, ALICE, "two")));
        reopen();
        clock.step(Duration.ofHours(23));
        assertThat(refused(store().messages().append(TestMessages.named(BOB, ALICE, "one"))))
                .as("as long as it is remembered, also after a restart")
                .isEqualTo(Refusal.REPEATED);
        clock.step(Duration.ofHours(2));
        done(store().messages().append(TestMessages.named(BOB, ALICE, "one")));
        assertThat(refused(store().messages().append(TestMessages.named(BOB, ALICE, "one"))))
                .isEqualTo(Refusal.REPEATED);
        await(store().messages().forgetSent(BOB, Blob.of("one")));
        done(store().messages().append(TestMessages.named(BOB, ALICE, "one")));
        assertThat(pendingOf(ALICE)).hasSize(6);
    }

    /** What was refused for want of room was not sent. */
    @Test
    void whatHadNoRoomIsNoRepetition() {
        knows(ALICE, BOB, Subscription.FROM);
        for (int i = 0; i < 20; i++) {
            done(store().messages().append(TestMessages.waiting(BOB, ALICE, "m")));
        }
        assertThat(refused(store().messages().append(TestMessages.named(BOB, ALICE, "one"))))
                .isEqualTo(Refusal.OFFLINE_FULL);
        await(store().messages()
                .delivered(
                        ALICE,
                        await(store().messages().pendingOffline(ALICE, MessageId.START, 5, Integer.MAX_VALUE))
                                .ids()));
        done(store().messages().append(TestMessages.named(BOB, ALICE, "one")));
        assertThat(pendingOf(ALICE)).contains("named one");
    }

    /** What an account is remembered by is bounded, and leaves after a day. */
    @Test
    @Tag("D-105")
    void soManyAreRememberedAndNoMore() throws Exception {
        List<CompletableFuture<Outcome<MessageId>>> all = new ArrayList<>();
        for (int i = 0; i < SentMessages.MOST + 2; i++) {
            all.add(store().messages().append(TestMessages.named(BOB, ALICE, "m" + i)));
        }
        all.forEach(StoreContract::done);
        done(store().messages().append(TestMessages.named(BOB, ALICE, "m" + (SentMessages.MOST + 1))));
        assertThat(tamper("UPDATE sent_message SET sent_at = sent_at")).isEqualTo(SentMessages.MOST);
        clock.step(Duration.ofDays(2));
        await(store().messages().forgetSent(BOB));
        assertThat(tamper("UPDATE sent_message SET sent_at = sent_at")).isZero();
        done(store().messages().append(TestMessages.named(BOB, ALICE, "x")));
        assertThat(refused(store().messages().append(TestMessages.named(BOB, ALICE, "x"))))
                .isEqualTo(Refusal.REPEATED);
        await(store().messages().forgetSent(BOB));
        assertThat(refused(store().messages().append(TestMessages.named(BOB, ALICE, "x"))))
                .isEqualTo(Refusal.REPEATED);
    }

    /** Whoever handed in first hears first, also when he begins to listen late; nobody hears of what is not on disk. */
    @Test
    @Tag("SRV-13")
    void whatIsCommittedIsToldInTheOrderOfIds() throws Exception {
        Queue<MessageId> told = new ConcurrentLinkedQueue<>();
        CountDownLatch left = new CountDownLatch(200);
        List<CompletableFuture<Outcome<MessageId>>> all = new CopyOnWriteArrayList<>();
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(number -> Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 50; i++) {
                        all.add(store().messages().append(TestMessages.kept(BOB, ALICE, "m", false), outcome -> {
                            if (outcome instanceof Outcome.Done<MessageId>(MessageId id)) {
                                told.add(id);
                            }
                            left.countDown();
                        }));
                    }
                }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        all.forEach(StoreContract::done);
        assertThat(left.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(told).hasSize(200);
        assertThat(List.copyOf(told)).isSorted();
    }

    /** Whoever sent it has it all the same, and nobody else. */
    @Test
    void whereThereIsNoRoomOnlyTheOthersHaveIt() {
        knows(ALICE, BOB, Subscription.FROM);
        for (int i = 0; i < 20; i++) {
            done(store().messages().append(TestMessages.archived(BOB, ALICE, "m" + i)));
        }
        assertThat(refused(store().messages().append(TestMessages.archived(BOB, ALICE, "too many"))))
                .isEqualTo(Refusal.OFFLINE_FULL);
        assertThat(pendingOf(ALICE)).hasSize(20).doesNotContain("too many");
        assertThat(TestMessages.texts(archived(BOB))).hasSize(21).contains("too many");
        assertThat(archived(ALICE)).hasSize(20);
    }

    /** What a session could not be handed waits, also behind what was delivered meanwhile; once, and as long as there is room. */
    @Test
    void whatIsHeldWaitsInItsPlace() {
        List<MessageId> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(done(store().messages().append(TestMessages.kept(BOB, ALICE, "m" + i, i == 2))));
        }
        assertThat(pendingOf(ALICE)).containsExactly("m2");
        await(store().messages().delivered(ALICE, List.of(ids.get(2))));
        done(store().messages().hold(ALICE, ids.get(1)));
        done(store().messages().hold(ALICE, ids.get(0)));
        done(store().messages().hold(ALICE, ids.get(0)));
        done(store().messages().hold(CAROL, ids.get(0)));
        assertThat(pendingOf(ALICE)).containsExactly("m0", "m1");
        assertThat(pendingOf(CAROL)).isEmpty();
        assertThat(await(store().messages().offlineBacklog(ALICE))).isEqualTo(new Backlog(2, 12));
        for (int i = 0; i < 18; i++) {
            done(store().messages().append(TestMessages.waiting(BOB, ALICE, "m")));
        }
        assertThat(refused(store().messages().hold(ALICE, ids.get(2)))).isEqualTo(Refusal.OFFLINE_FULL);
        await(store().messages().delivered(ALICE, ids.subList(0, 2)));
        assertThat(pendingOf(ALICE)).hasSize(18);
        assertThat(archived(ALICE)).hasSize(3);
    }

    /** what is nowhere but there waits on. */
    @Test
    @Tag("X-94")
    void onlyWhatIsArchivedTooIsLeftToTheArchive() {
        done(store().messages().append(TestMessages.waiting(BOB, ALICE, "waits")));
        done(store().messages().append(TestMessages.kept(BOB, ALICE, "both", true)));
        done(store().messages().append(TestMessages.kept(BOB, ALICE, "stays", false)));
        done(store().messages().append(TestMessages.kept(CAROL, BOB, "another's", true)));
        await(store().messages().leaveToArchive(ALICE));
        await(store().messages().leaveToArchive(CAROL));

        assertThat(pendingOf(ALICE)).containsExactly("waits");
        assertThat(pendingOf(BOB)).containsExactly("another's");
        assertThat(await(store().messages().offlineBacklog(ALICE))).isEqualTo(new Backlog(1, 9));
        assertThat(TestMessages.texts(await(store().archive()
                                .page(ArchiveQuery.of(ALICE, new ArchiveQuery.Page(false, 30, 10_000))))
                        .orElseThrow()
                        .messages()))
                .contains("both", "stays");
        assertThat(await(store().messages().purge(10))).isZero();
    }

    @Test
    void whatWaitsSaysWhetherItIsArchivedToo() {
        done(store().messages().append(TestMessages.waiting(BOB, ALICE, "waits")));
        done(store().messages().append(TestMessages.archived(BOB, ALICE, "stays")));
        assertThat(await(store().messages().pendingOffline(ALICE, MessageId.START, 2, Integer.MAX_VALUE))
                        .messages())
                .extracting(StoredMessage::archived)
                .containsExactly(false, true);
    }

    @Test
    void idsGrowWhateverTheClockDoesAndOverReopening() {
        List<MessageId> ids = new ArrayList<>();
        for (Duration step :
                List.of(Duration.ZERO, Duration.ofHours(1), Duration.ofDays(-400), Duration.ofDays(-20_000))) {
            clock.step(step);
            ids.add(done(store().messages().append(TestMessages.waiting(BOB, ALICE, "m"))));
            ids.add(done(store().messages().append(TestMessages.waiting(BOB, ALICE, "m"))));
            reopen();
        }

        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void idsGrowAlsoWhenTheLogIsEmptyAgain() {
        MessageId before = done(store().messages().append(TestMessages.waiting(BOB, ALICE, "m")));
        await(store().messages().delivered(ALICE, List.of(before)));
        clock.step(Duration.ofDays(-1));

        MessageId after = done(reopen().messages().append(TestMessages.waiting(BOB, ALICE, "m")));

        assertThat(after).isGreaterThan(before);
        assertThat(pendingOf(ALICE)).as("nothing hides it").containsExactly("m");
    }

    @Test
    @Tag("C-113")
    void everyFlippedBitOfABodyIsReportedAndTheRestDelivered() throws Exception {
        done(store().messages().append(TestMessages.waiting(BOB, ALICE, "first")));
        MessageId hit = done(store().messages().append(TestMessages.waiting(BOB, ALICE, "ab")));
        done(store().messages().append(TestMessages.waiting(BOB, ALICE, "third")));

        for (int bit = 0; bit < 16; bit++) {
            byte[] content = {'a', 'b'};
            content[bit / 8] ^= (byte) (1 << (bit % 8));
            tamper("UPDATE message SET content = ? WHERE id = ?", content, hit.number());

            assertThat(pendingOf(ALICE)).containsExactly("first", "third");
        }

        assertThat(damage).hasSize(16).allMatch(row -> row.key().equals(hit.toString()));
    }

    @Test
    @Tag("C-113")
    void damagedHeadersAndMissingBodiesAreReportedAndPassedOver() throws Exception {
        List<MessageId> ids = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            ids.add(done(store().messages().append(TestMessages.waiting(BOB, ALICE, "m" + i))));
        }
        tamper("UPDATE message SET sender = ? WHERE id = ?", "mallory@example.org", number(ids, 0));
        tamper("UPDATE message SET sender = ? WHERE id = ?", "not an address", number(ids, 1));
        tamper("UPDATE message SET kind = 77 WHERE id = ?", number(ids, 2));
        tamper("UPDATE message SET received_at = 5 WHERE id = ?", number(ids, 3));
        tamper("UPDATE message SET format = 2 WHERE id = ?", number(ids, 4));
        tamper("DELETE FROM message WHERE id = ?", number(ids, 5));

        OfflinePage page = pending(store(), 6);
        assertThat(page.messages()).isEmpty();
        assertThat(page.ids()).isEqualTo(ids.subList(0, 6));
        assertThat(page.more()).isTrue();
        assertThat(damage).hasSize(6);

        await(store().messages().delivered(ALICE, page.ids()));
        assertThat(pendingOf(ALICE)).containsExactly("m6");
    }

    @Test
    void purgesBodiesThatNobodyRefersTo() throws Exception {
        MessageId id = done(store().messages().append(TestMessages.waiting(BOB, ALICE, "m")));
        done(store().messages().append(TestMessages.waiting(BOB, ALICE, "stays")));
        tamper("DELETE FROM message_waiting WHERE id = ?", id.number());
        tamper("UPDATE message SET refs = 0 WHERE id = ?", id.number());

        assertThat(await(store().messages().purge(10))).isEqualTo(1);
        assertThat(await(store().messages().purge(10))).isZero();
        assertThat(pendingOf(ALICE)).containsExactly("stays");
    }

    private static long number(List<MessageId> ids, int index) {
        return ids.get(index).number();
    }

    private OfflinePage pending(Store from, int limit) {
        return await(from.messages().pendingOffline(ALICE, MessageId.START, limit, Integer.MAX_VALUE));
    }

    private List<String> pendingOf(BareJid account) {
        return TestMessages.texts(
                await(store().messages().pendingOffline(account, MessageId.START, 100, Integer.MAX_VALUE))
                        .messages());
    }
}
