package im.redoubt.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.api.Tag;
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

    /** A small archive is enough to be too large. */
    @Override
    AccountQuotas quotas() {
        return new AccountQuotas(
                1_000, 8L << 20, 1L << 20, 10, 10, 10, 10, 10_000, 1_000, 3, AccountQuotas.Nodes.DEFAULT);
    }

    private long count(ArchiveQuery query) {
        return await(store().archive().count(query)).orElseThrow();
    }

    private ArchivePage page(ArchiveQuery query) {
        return await(store().archive().page(query)).orElseThrow();
    }

    private List<String> texts(ArchiveQuery query) {
        return TestMessages.texts(page(query).messages());
    }

    private static ArchiveQuery first(BareJid owner, int limit) {
        return between(owner, MessageId.START, MessageId.END, false, limit);
    }

    private static ArchiveQuery between(
            BareJid owner, MessageId after, MessageId before, boolean backwards, int limit) {
        return new ArchiveQuery(
                owner,
                Optional.empty(),
                Optional.empty(),
                after,
                before,
                new ArchiveQuery.Page(backwards, limit, Integer.MAX_VALUE));
    }

    private static ArchiveQuery with(BareJid owner, Jid with) {
        return with(owner, with, MessageId.START, 10);
    }

    private static ArchiveQuery with(BareJid owner, Jid with, MessageId after, int limit) {
        return new ArchiveQuery(
                owner,
                Optional.of(with),
                Optional.empty(),
                after,
                MessageId.END,
                new ArchiveQuery.Page(false, limit, Integer.MAX_VALUE));
    }

    private static ArchiveQuery only(ArchiveQuery query, List<MessageId> ids) {
        return new ArchiveQuery(
                query.owner(), query.with(), Optional.of(ids), query.after(), query.before(), query.page());
    }

    private List<MessageId> archiveBytes(int count, int bytes) {
        return IntStream.range(0, count)
                .mapToObj(i -> done(store().messages().append(TestMessages.archived(BOB, ALICE, "x".repeat(bytes)))))
                .toList();
    }

    @Test
    void bothHaveWhatTheyWroteAndNobodyElse() {
        archive(0, 2);
        assertThat(texts(first(ALICE, 10))).containsExactly("m0", "m1");
        assertThat(texts(first(BOB, 10))).containsExactly("m0", "m1");
        assertThat(texts(first(CAROL, 10))).isEmpty();
    }

    @Test
    void whatOnlyWaitsIsInNoArchive() {
        done(store().messages().append(TestMessages.waiting(BOB, ALICE, "waits")));
        assertThat(texts(first(ALICE, 10))).isEmpty();
        assertThat(await(store().archive().ends(ALICE))).isEmpty();
    }

    /** XEP-0059 sections 2.2 and 2.5: from either end, each message on one page. */
    @Test
    void aPageIsTheBeginningOrTheEnd() {
        List<MessageId> ids = archive(0, 5);
        ArchivePage first = page(first(ALICE, 2));
        assertThat(TestMessages.texts(first.messages())).containsExactly("m0", "m1");
        assertThat(first.complete()).isFalse();
        assertThat(texts(between(ALICE, ids.get(1), MessageId.END, false, 3))).containsExactly("m2", "m3", "m4");
        assertThat(page(between(ALICE, ids.get(1), MessageId.END, false, 3)).complete())
                .isTrue();
        ArchivePage last = page(between(ALICE, MessageId.START, MessageId.END, true, 2));
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
        assertThat(count(with(ALICE, BOB))).isOne();
        assertThat(count(with(ALICE, BOB.withResource("desk")))).isZero();
        assertThat(count(first(ALICE, 1))).isEqualTo(2);
    }

    @Test
    void certainMessagesAreAllThereOrNone() {
        List<MessageId> ids = archive(0, 3);
        done(store().messages().append(TestMessages.archived(BOB, CAROL, "not hers")));
        MessageId foreign = await(store().archive().ends(CAROL)).orElseThrow().first();
        ArchiveQuery all = first(ALICE, 10);
        assertThat(texts(only(all, List.of(ids.get(2), ids.get(0))))).containsExactly("m0", "m2");
        assertThat(await(store().archive().page(only(all, List.of(ids.get(0), foreign)))))
                .isEmpty();
        assertThat(await(store().archive().count(only(all, List.of(ids.get(0), foreign)))))
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
        List<String> all = texts(first(ALICE, 100));
        for (int round = 0; round < 20; round++) {
            boolean backwards = random.nextBoolean();
            List<String> seen = new ArrayList<>();
            MessageId after = MessageId.START;
            MessageId before = MessageId.END;
            boolean complete = false;
            while (!complete) {
                ArchivePage page = page(between(ALICE, after, before, backwards, 1 + random.nextInt(9)));
                complete = page.complete();
                seen.addAll(backwards ? 0 : seen.size(), TestMessages.texts(page.messages()));
                before = backwards ? page.messages().getFirst().id() : before;
                after = backwards ? after : page.messages().getLast().id();
            }
            assertThat(seen).isEqualTo(all);
        }
    }

    /** XEP-0313 sections 4.1 and 4.3: certain messages are asked for with all that others are asked for with. */
    @Test
    void certainMessagesArePagedAndFilteredLikeAnyOthers() {
        List<MessageId> ids = new ArrayList<>(archive(0, 4));
        ids.add(done(store().messages().append(TestMessages.archived(ALICE, CAROL, "to carol"))));
        assertThat(texts(only(first(ALICE, 2), ids))).containsExactly("m0", "m1");
        assertThat(page(only(first(ALICE, 2), ids)).complete()).isFalse();
        assertThat(texts(only(between(ALICE, MessageId.START, MessageId.END, true, 2), ids)))
                .containsExactly("m3", "to carol");
        ArchivePage inside = page(only(between(ALICE, ids.get(0), ids.get(3), false, 5), ids));
        assertThat(TestMessages.texts(inside.messages())).containsExactly("m1", "m2");
        assertThat(inside.complete()).isTrue();
        assertThat(inside.ends()).contains(new Archive.Ends(ids.get(1), ids.get(2)));
        assertThat(texts(only(with(ALICE, CAROL), ids))).containsExactly("to carol");
        assertThat(texts(only(with(ALICE, BOB.withResource("phone")), ids))).hasSize(4);
        assertThat(texts(only(with(ALICE, BOB.withResource("desk")), ids))).isEmpty();
        assertThat(count(only(with(ALICE, BOB), ids))).isEqualTo(4);
    }

    /** What is not sent is not read either: a body that is damaged is reported when it is. */
    @Test
    @Tag("D-102")
    void aPageReadsNoMoreBodiesThanItHolds() throws Exception {
        List<MessageId> ids = archiveBytes(10, 20_000);
        tamper("UPDATE message SET flags = 77");
        ArchiveQuery.Page size = new ArchiveQuery.Page(false, 100, 65_536);
        ArchivePage page = page(ArchiveQuery.of(ALICE, size));
        assertThat(damage).hasSize(3);
        assertThat(page.messages()).isEmpty();
        assertThat(page.ends()).as("where to go on").contains(new Archive.Ends(ids.get(0), ids.get(2)));
        assertThat(page.complete()).isFalse();
        damage.clear();
        ArchivePage last = page(ArchiveQuery.of(ALICE, new ArchiveQuery.Page(true, 100, 65_536)));
        assertThat(damage).hasSize(3);
        assertThat(last.ends()).contains(new Archive.Ends(ids.get(7), ids.get(9)));
        damage.clear();
        assertThat(page(only(ArchiveQuery.of(ALICE, size), ids)).complete()).isFalse();
        assertThat(damage).hasSize(3);
        damage.clear();
        assertThat(page(ArchiveQuery.of(ALICE, new ArchiveQuery.Page(false, 100, 10)))
                        .ends())
                .as("a large message is a page of its own")
                .contains(new Archive.Ends(ids.get(0), ids.get(0)));
    }

    /** A full address that seldom matches: so many rows are looked at and no more, and the next page goes on behind them. */
    @Test
    @Tag("D-102")
    void aSearchEndsAndGoesOn() {
        int many = SqlArchive.LOOKS + 200;
        List<MessageId> ids = IntStream.range(0, many)
                .mapToObj(i -> store().messages().append(TestMessages.kept(BOB, ALICE, "m", false)))
                .toList()
                .stream()
                .map(StoreContract::done)
                .toList();
        Jid desk = BOB.withResource("desk");
        ArchivePage first = page(with(ALICE, desk, MessageId.START, 10));
        assertThat(first.messages()).isEmpty();
        assertThat(first.complete()).isFalse();
        assertThat(first.ends()).contains(new Archive.Ends(ids.getFirst(), ids.get(SqlArchive.LOOKS - 1)));
        ArchivePage second = page(with(ALICE, desk, first.ends().orElseThrow().last(), 10));
        assertThat(second.messages()).isEmpty();
        assertThat(second.complete()).isTrue();
        assertThat(second.ends()).isEmpty();
        assertThat(count(with(ALICE, BOB.withResource("phone")))).isEqualTo(SqlArchive.LOOKS);
        assertThat(count(with(ALICE, BOB))).isEqualTo(many);
    }

    @Test
    void theBeginningIsForgotten() throws Exception {
        List<MessageId> ids = archive(0, 4);
        assertThat(await(store().archive().shorten(ALICE, ids.get(2)))).isFalse();
        assertThat(texts(first(ALICE, 10))).containsExactly("m2", "m3");
        assertThat(texts(first(BOB, 10))).hasSize(4);
        assertThat(await(store().archive().contains(ALICE, ids.get(0)))).isFalse();
        await(store().messages().delivered(ALICE, ids));
        await(store().archive().shorten(BOB, ids.get(1)));
        assertThat(tamper("UPDATE message SET flags = flags"))
                .as("bodies that somebody has still")
                .isEqualTo(3);
    }

    /** The oldest leave an archive that is larger than it may be, and nobody else's; what comes later counts as well. */
    @Test
    @Tag("D-105")
    void theOldestLeaveAnArchiveThatIsTooLarge() throws Exception {
        archiveBytes(60, 20_000);
        done(store().messages().append(TestMessages.archived(CAROL, BOB, "small")));
        assertThat(store().archive().grown()).containsExactlyInAnyOrder(ALICE, BOB);
        assertThat(store().archive().grown()).isEmpty();
        keepWithin(ALICE);
        assertThat(texts(first(ALICE, 100))).hasSize(51);
        assertThat(texts(first(BOB, 100))).hasSize(61);
        archiveBytes(1, 40_000);
        keepWithin(ALICE);
        assertThat(texts(first(ALICE, 100))).hasSize(50).last().asString().hasSize(40_000);
        keepWithin(BOB);
        await(store().messages().delivered(ALICE, ids(ALICE)));
        assertThat(tamper("UPDATE message SET flags = flags"))
                .as("no body is left behind")
                .isLessThan(62);
    }

    private List<MessageId> ids(BareJid account) {
        return await(store().messages().pendingOffline(account, MessageId.START, 1_000, Integer.MAX_VALUE))
                .ids();
    }

    private void keepWithin(BareJid owner) {
        boolean more = true;
        while (more) {
            more = await(store().archive().shorten(owner, MessageId.START));
        }
    }

    /** XEP-0313 section 2.3: the oldest leave, whoever's they are, and nothing else; what waits stays. */
    @Test
    void whatIsOldLeavesTheArchives() throws Exception {
        List<MessageId> ids = archive(0, 450);
        done(store().messages().append(TestMessages.archived(CAROL, BOB, "old")));
        clock.step(Duration.ofDays(30));
        archive(450, 455);
        Retention retention =
                new Retention(store(), new Retention.Ages(Duration.ofDays(29), Duration.ofDays(30)), clock);
        tamper("UPDATE message SET flags = 77 WHERE id = ?", ids.get(7).number());
        assertThat(await(store().archive().shorten(ALICE, MessageId.at(clock.instant()))))
                .as("slice by slice")
                .isTrue();
        assertThat(texts(first(ALICE, 1_000))).hasSize(255);
        retention.run();
        assertThat(texts(first(ALICE, 10))).containsExactly("m450", "m451", "m452", "m453", "m454");
        assertThat(texts(first(BOB, 10))).hasSize(5);
        assertThat(texts(first(CAROL, 10))).isEmpty();
        assertThat(await(store().messages().offlineBacklog(ALICE)).count()).isEqualTo(455);
        retention.run();
        assertThat(texts(first(ALICE, 10))).hasSize(5);
        assertThat(damage).as("no body was read").isEmpty();
    }

    /** XEP-0441: what was said and is damaged is not the same as nothing said. */
    @Test
    @Tag("C-113")
    void damagedPreferencesAreNotNone() throws Exception {
        assertThat(await(store().archive().preferences(ALICE))).isEmpty();
        await(store().archive().prefer(ALICE, Blob.of("<prefs/>")));
        assertThat(await(store().archive().preferences(ALICE))).contains(Blob.of("<prefs/>"));
        tamper("UPDATE account_blob SET checksum = 5");
        assertThatThrownBy(() -> await(store().archive().preferences(ALICE)))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        trouble -> assertThat(trouble.problem()).isEqualTo(StoreProblem.DAMAGED));
        assertThat(damage).hasSize(1);
    }
}
