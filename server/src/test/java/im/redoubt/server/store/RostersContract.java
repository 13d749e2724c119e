package im.redoubt.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.protocol.address.BareJid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@link Rosters} on any engine. */
abstract class RostersContract extends StoreContract {
    private static final RosterItem FRIEND =
            new RosterItem(Optional.of("Bob & co"), Subscription.TO, true, false, List.of("Friends", "Work"));
    private static final RosterItem PLAIN = new RosterItem(Optional.empty(), Subscription.NONE, false, true, List.of());
    private static final SubscriptionRequest REQUEST =
            new SubscriptionRequest(Instant.ofEpochMilli(1_700_000_000_123L), Blob.of("<status>hi</status>"));

    RostersContract(TestDatabase database) {
        super(database);
    }

    @Override
    AccountQuotas quotas() {
        return new AccountQuotas(10, 10_000, 1L << 30, 120, 2, 10, 10, 10_000, 1_000, 3, AccountQuotas.Nodes.DEFAULT);
    }

    @BeforeEach
    void createAlice() {
        createAccounts(ALICE);
    }

    @Test
    void keepsEveryPartOfAnItem() {
        done(store().rosters().put(ALICE, BOB, Optional.of(FRIEND)));
        done(store().rosters().put(ALICE, CAROL, Optional.of(PLAIN)));

        Roster roster = await(reopen().rosters().load(ALICE));

        assertThat(roster.items()).containsExactly(java.util.Map.entry(BOB, FRIEND), java.util.Map.entry(CAROL, PLAIN));
        assertThat(await(store().rosters().contact(ALICE, BOB)).item()).contains(FRIEND);
        assertThat(await(store().rosters().load(BOB)).items()).isEmpty();
    }

    @Test
    void anUpdateSeesWhatIsThereAndItsVersionGrowsOnlyWithTheItem() {
        RosterUpdate added = done(store().rosters().put(ALICE, BOB, Optional.of(FRIEND)));
        RosterUpdate same = done(store().rosters().update(ALICE, BOB, known -> known.withItem(known.item())));
        RosterUpdate asked =
                done(store().rosters().update(ALICE, BOB, known -> known.withRequest(Optional.of(REQUEST))));
        RosterUpdate removed = done(store().rosters().put(ALICE, BOB, Optional.empty()));

        assertThat(added.before()).isEqualTo(RosterContact.unknown(BOB));
        assertThat(added.itemChanged()).isTrue();
        assertThat(same.itemChanged()).isFalse();
        assertThat(same.version()).isEqualTo(added.version());
        assertThat(asked.version()).isEqualTo(added.version());
        assertThat(asked.after()).isEqualTo(new RosterContact(BOB, Optional.of(FRIEND), Optional.of(REQUEST)));
        assertThat(removed.version()).isEqualTo(added.version() + 1);
        assertThat(removed.after().request()).contains(REQUEST);
    }

    @Test
    void concurrentUpdatesOfOneContactLoseNothing() {
        List<CompletableFuture<Outcome<RosterUpdate>>> updates = IntStream.range(0, 100)
                .parallel()
                .mapToObj(i -> store().rosters().update(ALICE, BOB, RostersContract::withOneMoreGroup))
                .toList();

        updates.forEach(StoreContract::done);

        assertThat(await(store().rosters().contact(ALICE, BOB))
                        .item()
                        .orElseThrow()
                        .groups())
                .hasSize(100);
    }

    @Test
    void tellsWhatChangedSinceAVersion() {
        long start = await(store().rosters().load(ALICE)).version();
        done(store().rosters().put(ALICE, BOB, Optional.of(FRIEND)));
        long middle =
                done(store().rosters().put(ALICE, CAROL, Optional.of(FRIEND))).version();
        done(store().rosters().put(ALICE, BOB, Optional.empty()));
        long end = done(store().rosters().put(ALICE, CAROL, Optional.of(PLAIN))).version();

        assertThat(since(middle))
                .containsExactly(
                        new RosterChanges.Change(BOB, Optional.empty(), end - 1),
                        new RosterChanges.Change(CAROL, Optional.of(PLAIN), end));
        assertThat(since(start)).extracting(RosterChanges.Change::contact).containsExactly(BOB, CAROL);
        assertThat(since(end)).isEmpty();
    }

    @Test
    void aContactThatCameBackIsNotToldAsRemoved() {
        long start =
                done(store().rosters().put(ALICE, BOB, Optional.of(FRIEND))).version();
        done(store().rosters().put(ALICE, BOB, Optional.empty()));
        done(store().rosters().put(ALICE, BOB, Optional.of(PLAIN)));

        assertThat(since(start)).extracting(RosterChanges.Change::item).containsExactly(Optional.of(PLAIN));
    }

    @Test
    void aVersionOfTheFutureOrOfLongAgoGetsTheWholeRoster() {
        long start = await(store().rosters().load(ALICE)).version();
        for (int i = 0; i < 110; i++) {
            BareJid contact = BareJid.of("c" + i + "@example.org");
            done(store().rosters().put(ALICE, contact, Optional.of(PLAIN)));
        }
        long full = await(store().rosters().load(ALICE)).version();
        for (int i = 0; i < 110; i++) {
            done(store().rosters().put(ALICE, BareJid.of("c" + i + "@example.org"), Optional.empty()));
        }

        assertThat(await(store().rosters().changesSince(ALICE, start))).isInstanceOf(RosterChanges.Whole.class);
        assertThat(await(store().rosters().changesSince(ALICE, full + 9))).isInstanceOf(RosterChanges.Whole.class);
        assertThat(since(full + 10)).hasSize(100);
        assertThat(await(store().rosters().changesSince(ALICE, full + 111))).isInstanceOf(RosterChanges.Whole.class);
        assertThat(await(store().rosters().changesSince(ALICE, 0))).isInstanceOf(RosterChanges.Whole.class);
    }

    @Test
    @Tag("D-107")
    void refusesContactsAndRequestsBeyondTheQuota() {
        for (int i = 0; i < 120; i++) {
            done(store().rosters().put(ALICE, BareJid.of("c" + i + "@example.org"), Optional.of(PLAIN)));
        }
        long version = await(store().rosters().load(ALICE)).version();

        assertThat(refused(store().rosters().put(ALICE, BOB, Optional.of(PLAIN))))
                .isEqualTo(Refusal.ROSTER_FULL);
        assertThat(done(store().rosters().put(ALICE, BareJid.of("c5@example.org"), Optional.of(FRIEND)))
                        .version())
                .isEqualTo(version + 1);
        done(ask(BOB));
        done(ask(CAROL));
        assertThat(refused(ask(BareJid.of("dave@example.org")))).isEqualTo(Refusal.REQUESTS_FULL);
        done(ask(BOB));
        assertThat(refused(store().rosters().put(BOB, ALICE, Optional.of(PLAIN))))
                .isEqualTo(Refusal.NO_ACCOUNT);
    }

    @Test
    void requestsWaitInTheOrderInWhichTheyCameUntilTheyAreAnswered() {
        SubscriptionRequest earlier = new SubscriptionRequest(Instant.ofEpochMilli(5), Blob.of("earlier"));
        done(ask(BOB));
        done(store().rosters().update(ALICE, CAROL, known -> known.withRequest(Optional.of(earlier))));

        assertThat(await(reopen().rosters().requests(ALICE)))
                .containsExactly(
                        RosterContact.unknown(CAROL).withRequest(Optional.of(earlier)),
                        RosterContact.unknown(BOB).withRequest(Optional.of(REQUEST)));

        done(store().rosters().update(ALICE, BOB, known -> known.withRequest(Optional.empty())));
        assertThat(await(store().rosters().requests(ALICE))).hasSize(1);
    }

    @Test
    void aChangeThatThrowsFailsAloneAndChangesNothing() {
        CompletableFuture<Outcome<RosterUpdate>> good = store().rosters().put(ALICE, CAROL, Optional.of(PLAIN));
        CompletableFuture<Outcome<RosterUpdate>> bad = store().rosters().update(ALICE, BOB, known -> {
            throw new IllegalStateException("a bug of the caller");
        });
        CompletableFuture<Outcome<RosterUpdate>> next = store().rosters().put(ALICE, BOB, Optional.of(FRIEND));

        done(good);
        assertThatThrownBy(bad::join).hasRootCauseInstanceOf(IllegalStateException.class);
        done(next);
        assertThat(await(store().rosters().load(ALICE)).items()).hasSize(2);
    }

    @Test
    void aDamagedItemIsReportedAndLeftOut() throws Exception {
        done(store().rosters().put(ALICE, BOB, Optional.of(FRIEND)));
        done(store().rosters().put(ALICE, CAROL, Optional.of(PLAIN)));
        done(ask(CAROL));
        tamper("UPDATE roster_item SET subscription = 3 WHERE contact = ?", BOB.toString());
        tamper("UPDATE subscription_request SET received_at = 7");

        assertThat(await(store().rosters().load(ALICE)).items()).containsOnlyKeys(CAROL);
        assertThat(await(store().rosters().requests(ALICE))).isEmpty();
        assertThat(damage).extracting(StoreDamage::table).contains("roster_item", "subscription_request");
    }

    private CompletableFuture<Outcome<RosterUpdate>> ask(BareJid contact) {
        return store().rosters().update(ALICE, contact, known -> known.withRequest(Optional.of(REQUEST)));
    }

    private List<RosterChanges.Change> since(long version) {
        return switch (await(store().rosters().changesSince(ALICE, version))) {
            case RosterChanges.Since(List<RosterChanges.Change> changes) -> changes;
            case RosterChanges.Whole whole -> throw new AssertionError("the whole roster: " + whole);
        };
    }

    private static RosterContact withOneMoreGroup(RosterContact known) {
        List<String> groups =
                new ArrayList<>(known.item().map(RosterItem::groups).orElse(List.of()));
        groups.add("g" + groups.size());
        return known.withItem(Optional.of(new RosterItem(Optional.empty(), Subscription.NONE, false, false, groups)));
    }
}
