package im.redoubt.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.server.archive.Retention;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@link Archive} on any engine. */
abstract class ArchiveContract extends StoreContract {
    ArchiveContract(TestDatabase database) {
        super(database);
    }

    @BeforeEach
    void createThree() {
        createAccounts(ALICE, BOB, CAROL);
    }

    private List<MessageId> archive(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> done(store().messages().append(TestMessages.archived(BOB, ALICE, "m" + i))))
                .toList();
    }

    private List<String> texts(ArchiveQuery query) {
        return TestMessages.texts(await(store().archive().page(query)).messages());
    }

    private static ArchiveQuery between(
            BareJid owner, MessageId after, MessageId before, boolean backwards, int limit) {
        return new ArchiveQuery(owner, Optional.empty(), after, before, backwards, limit);
    }

    private static ArchiveQuery with(BareJid owner, Jid with) {
        return new ArchiveQuery(owner, Optional.of(with), MessageId.START, MessageId.END, false, 10);
    }

    @Test
    void bothHaveWhatTheyWroteAndNobodyElse() {
        archive(0, 2);
        assertThat(texts(ArchiveQuery.of(ALICE, 10))).containsExactly("m0", "m1");
        assertThat(texts(ArchiveQuery.of(BOB, 10))).containsExactly("m0", "m1");
        assertThat(texts(ArchiveQuery.of(CAROL, 10))).isEmpty();
    }

    @Test
    void whatOnlyWaitsIsInNoArchive() {
        done(store().messages().append(TestMessages.waiting(BOB, ALICE, "waits")));
        assertThat(texts(ArchiveQuery.of(ALICE, 10))).isEmpty();
        assertThat(await(store().archive().ends(ALICE))).isEmpty();
    }

    /** XEP-0059 sections 2.2 and 2.5: from either end, each message on one page. */
    @Test
    void aPageIsTheBeginningOrTheEnd() {
        List<MessageId> ids = archive(0, 5);
        ArchivePage first = await(store().archive().page(ArchiveQuery.of(ALICE, 2)));
        assertThat(TestMessages.texts(first.messages())).containsExactly("m0", "m1");
        assertThat(first.complete()).isFalse();
        assertThat(texts(between(ALICE, ids.get(1), MessageId.END, false, 3))).containsExactly("m2", "m3", "m4");
        assertThat(await(store().archive().page(between(ALICE, ids.get(1), MessageId.END, false, 3)))
                        .complete())
                .isTrue();
        ArchivePage last = await(store().archive().page(between(ALICE, MessageId.START, MessageId.END, true, 2)));
        assertThat(TestMessages.texts(last.messages())).containsExactly("m3", "m4");
        assertThat(last.complete()).isFalse();
        assertThat(texts(between(ALICE, MessageId.START, ids.get(3), true, 10))).containsExactly("m0", "m1", "m2");
        assertThat(texts(between(ALICE, ids.get(0), ids.get(3), true, 1))).containsExactly("m2");
    }

    /** XEP-0313 section 4.1.1: a bare address is all of its resources, a full one is itself. */
    @Test
    void onlyWhatWasExchangedWithSomebody() {
        archive(0, 1);
        done(store().messages().append(TestMessages.archived(ALICE, CAROL, "to carol")));
        assertThat(texts(with(ALICE, BOB))).containsExactly("m0");
        assertThat(texts(with(ALICE, CAROL))).containsExactly("to carol");
        assertThat(texts(with(ALICE, BOB.withResource("phone")))).containsExactly("m0");
        assertThat(texts(with(ALICE, BOB.withResource("desk")))).isEmpty();
        assertThat(await(store().archive().count(with(ALICE, BOB)))).isOne();
        assertThat(await(store().archive().count(with(ALICE, BOB.withResource("desk")))))
                .isZero();
        assertThat(await(store().archive().count(ArchiveQuery.of(ALICE, 1)))).isEqualTo(2);
    }

    @Test
    void certainMessagesAreAllThereOrNone() {
        List<MessageId> ids = archive(0, 3);
        done(store().messages().append(TestMessages.archived(BOB, CAROL, "not hers")));
        MessageId foreign = await(store().archive().ends(CAROL)).orElseThrow().first();
        assertThat(await(store().archive().messages(ALICE, List.of(ids.get(2), ids.get(0))))
                        .map(TestMessages::texts))
                .contains(List.of("m0", "m2"));
        assertThat(await(store().archive().messages(ALICE, List.of(ids.get(0), foreign))))
                .isEmpty();
        assertThat(await(store().archive().contains(ALICE, ids.get(1)))).isTrue();
        assertThat(await(store().archive().contains(ALICE, foreign))).isFalse();
        assertThat(await(store().archive().ends(ALICE))).contains(new Archive.Ends(ids.get(0), ids.get(2)));
    }

    /** Ids in an archive begin at the time at which the first was written, and lie in front of the next moment. */
    @Test
    void timesLieBetweenIds() {
        MessageId id = archive(0, 1).getFirst();
        assertThat(texts(between(ALICE, MessageId.at(id.time()), MessageId.END, false, 1)))
                .hasSize(1);
        assertThat(texts(between(ALICE, MessageId.at(id.time().plusMillis(1)), MessageId.END, false, 1)))
                .isEmpty();
        assertThat(texts(between(ALICE, MessageId.START, MessageId.at(id.time().plusMillis(1)), false, 1)))
                .hasSize(1);
        assertThat(texts(between(ALICE, MessageId.START, MessageId.at(id.time()), false, 1)))
                .isEmpty();
    }

    /** Whatever the sizes of the pages and the direction: together they are the archive, each message once, in order. */
    @Test
    void pagesTogetherAreTheArchive() {
        Random random = new Random(1);
        archive(0, 30);
        List<String> all = texts(ArchiveQuery.of(ALICE, 100));
        for (int round = 0; round < 20; round++) {
            boolean backwards = random.nextBoolean();
            List<String> seen = new ArrayList<>();
            MessageId after = MessageId.START;
            MessageId before = MessageId.END;
            boolean complete = false;
            while (!complete) {
                ArchivePage page =
                        await(store().archive().page(between(ALICE, after, before, backwards, 1 + random.nextInt(9))));
                complete = page.complete();
                seen.addAll(backwards ? 0 : seen.size(), TestMessages.texts(page.messages()));
                before = backwards ? page.messages().getFirst().id() : before;
                after = backwards ? after : page.messages().getLast().id();
            }
            assertThat(seen).isEqualTo(all);
        }
    }

    @Test
    void theBeginningIsForgotten() throws Exception {
        List<MessageId> ids = archive(0, 4);
        await(store().archive().forget(ALICE, ids.get(2)));
        assertThat(texts(ArchiveQuery.of(ALICE, 10))).containsExactly("m2", "m3");
        assertThat(texts(ArchiveQuery.of(BOB, 10))).hasSize(4);
        assertThat(await(store().archive().contains(ALICE, ids.get(0)))).isFalse();
        await(store().messages().delivered(ALICE, ids));
        await(store().archive().forget(BOB, ids.get(1)));
        assertThat(tamper("UPDATE message SET flags = flags"))
                .as("bodies that somebody has still")
                .isEqualTo(3);
    }

    /** XEP-0313 section 2.3: the oldest leave, whoever's they are, and nothing else; what waits stays. */
    @Test
    void whatIsOldLeavesTheArchives() {
        archive(0, 450);
        done(store().messages().append(TestMessages.archived(CAROL, BOB, "old")));
        clock.step(Duration.ofDays(30));
        archive(450, 455);
        Retention retention = new Retention(store(), Duration.ofDays(29), clock);
        retention.run();
        assertThat(texts(ArchiveQuery.of(ALICE, 10))).containsExactly("m450", "m451", "m452", "m453", "m454");
        assertThat(texts(ArchiveQuery.of(BOB, 10))).hasSize(5);
        assertThat(texts(ArchiveQuery.of(CAROL, 10))).isEmpty();
        assertThat(await(store().messages().offlineBacklog(ALICE)).count()).isEqualTo(455);
        retention.run();
        assertThat(texts(ArchiveQuery.of(ALICE, 10))).hasSize(5);
    }
}
