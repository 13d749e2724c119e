package im.redoubt.server.store;

import static im.redoubt.server.store.TestNodes.MANY;
import static im.redoubt.server.store.TestNodes.publication;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@link PersonalNodes} on any engine. */
abstract class PersonalNodesContract extends StoreContract {
    private static final String TUNE = "urn:tune";
    private static final String MOOD = "urn:mood";
    private static final ItemQuery ALL = new ItemQuery(0, Long.MAX_VALUE, false, 100, 10_000);

    PersonalNodesContract(TestDatabase database) {
        super(database);
    }

    @Override
    AccountQuotas quotas() {
        return new AccountQuotas(
                10,
                10_000,
                1L << 30,
                10,
                10,
                3,
                10,
                10_000,
                50,
                3,
                new AccountQuotas.Nodes(2, 4, 5_000, 8_000, 3, 3, 3));
    }

    @BeforeEach
    void createTwo() {
        createAccounts(ALICE, BOB);
    }

    private PersonalNode publish(BareJid owner, String node, String id, String payload) {
        return done(store().personalNodes().publish(owner, publication(node, id, payload)));
    }

    private List<String> ids(BareJid owner, String node, ItemQuery query) {
        return await(store().personalNodes().items(owner, node, query)).items().stream()
                .map(NodeItem::id)
                .toList();
    }

    private List<String> ids(BareJid owner, String node) {
        return ids(owner, node, ALL);
    }

    @Test
    @Tag("R-67")
    void keepsWhatIsPublishedOverARestartForItsOwner() {
        PersonalNode made = publish(ALICE, TUNE, "1", "<tune/>");
        assertThat(made).isEqualTo(new PersonalNode(TUNE, MANY, SteppingClock.START.toEpochMilli()));

        reopen();

        assertThat(await(store().personalNodes().all(ALICE))).containsExactly(made);
        assertThat(await(store().personalNodes().find(ALICE, TUNE))).contains(made);
        assertThat(await(store().personalNodes().items(ALICE, TUNE, List.of("1"))))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.payload().text()).isEqualTo("<tune/>");
                    assertThat(item.publishedAt()).isEqualTo(SteppingClock.START);
                });
        assertThat(await(store().personalNodes().all(BOB))).isEmpty();
        assertThat(await(store().personalNodes().find(BOB, TUNE))).isEmpty();
        assertThat(ids(BOB, TUNE)).isEmpty();
        assertThat(await(store().personalNodes().find(CAROL, TUNE))).isEmpty();
    }

    /** XEP-0060 section 7.1.3: an item of the same name is replaced, and is the newest then. Clocks may step back. */
    @Test
    void whatIsPublishedLastIsNewestWhateverTheClockSays() {
        publish(ALICE, TUNE, "a", "<a/>");
        clock.step(Duration.ofHours(-1));
        long before = publish(ALICE, TUNE, "b", "<b/>").version();
        long now = publish(ALICE, TUNE, "a", "<again/>").version();

        assertThat(now).isGreaterThan(before);
        assertThat(ids(ALICE, TUNE)).containsExactly("b", "a");
        assertThat(await(store().personalNodes().items(ALICE, TUNE, List.of("a", "none", "a", "b"))))
                .extracting(item -> item.payload().text())
                .containsExactly("<b/>", "<again/>");
    }

    @Test
    @Tag("R-68")
    void publishesOnlyWhereTheNodeIsAsExpected() {
        Publication wary = new Publication(
                TUNE, "1", Blob.of("<secret/>"), NodeConfiguration.PRIVATE, PersonalNode::isForItsOwnerAlone);
        assertThat(done(store().personalNodes().publish(ALICE, wary)).configuration())
                .isEqualTo(NodeConfiguration.PRIVATE);
        done(store().personalNodes().configure(ALICE, TUNE, now -> now.withAccess(AccessModel.OPEN)));
        Publication again =
                new Publication(TUNE, "2", Blob.of("<secret/>"), NodeConfiguration.PRIVATE, wary.expected());

        assertThat(refused(store().personalNodes().publish(ALICE, again))).isEqualTo(Refusal.NODE_DIFFERS);
        done(store().personalNodes().configure(ALICE, TUNE, now -> now.withAccess(AccessModel.WHITELIST)));
        affiliate(BOB, Optional.of(Affiliation.MEMBER));
        assertThat(refused(store().personalNodes().publish(ALICE, again))).isEqualTo(Refusal.NODE_DIFFERS);
        assertThat(ids(ALICE, TUNE)).containsExactly("1");
    }

    @Test
    void theOldestGoWhereANodeKeepsFewer() {
        for (String id : List.of("1", "2", "3")) {
            publish(ALICE, TUNE, id, "<x/>");
        }
        NodeConfiguration two =
                new NodeConfiguration(AccessModel.OPEN, true, 2, LastItem.NEVER, false, false, false, List.of());
        PersonalNode now = done(store().personalNodes().configure(ALICE, TUNE, before -> two));
        assertThat(now.configuration()).isEqualTo(two);
        assertThat(ids(ALICE, TUNE)).containsExactly("2", "3");
        publish(ALICE, TUNE, "4", "<x/>");
        assertThat(ids(ALICE, TUNE)).containsExactly("3", "4");

        for (String id : List.of("1", "2", "3", "4", "5")) {
            publish(ALICE, MOOD, id, "<x/>");
        }
        assertThat(ids(ALICE, MOOD)).as("never more than the quota").containsExactly("2", "3", "4", "5");
    }

    @Test
    void whatIsNotToBeKeptIsNot() {
        NodeConfiguration passing =
                new NodeConfiguration(AccessModel.PRESENCE, false, 1, LastItem.NEVER, true, true, true, List.of());
        done(store().personalNodes().create(ALICE, TUNE, passing));

        assertThat(publish(ALICE, TUNE, "1", "<x/>")).isEqualTo(new PersonalNode(TUNE, passing, 0));
        assertThat(ids(ALICE, TUNE)).isEmpty();
    }

    @Test
    void itemsAndNodesGo() {
        assertThat(refused(store().personalNodes().retract(ALICE, TUNE, "1"))).isEqualTo(Refusal.NO_NODE);
        assertThat(refused(store().personalNodes().purge(ALICE, TUNE))).isEqualTo(Refusal.NO_NODE);
        assertThat(refused(store().personalNodes().delete(ALICE, TUNE))).isEqualTo(Refusal.NO_NODE);
        assertThat(refused(store().personalNodes().configure(ALICE, TUNE, now -> now)))
                .isEqualTo(Refusal.NO_NODE);
        assertThat(done(store().personalNodes().create(ALICE, TUNE, MANY)).version())
                .isZero();
        assertThat(refused(store().personalNodes().create(ALICE, TUNE, MANY))).isEqualTo(Refusal.NODE_EXISTS);
        assertThat(refused(store().personalNodes().retract(ALICE, TUNE, "1"))).isEqualTo(Refusal.NO_ITEM);

        long first = publish(ALICE, TUNE, "1", "<x/>").version();
        publish(ALICE, TUNE, "2", "<x/>");
        assertThat(done(store().personalNodes().retract(ALICE, TUNE, "2")).version())
                .isEqualTo(first);
        assertThat(ids(ALICE, TUNE)).containsExactly("1");
        assertThat(done(store().personalNodes().purge(ALICE, TUNE)).version()).isZero();
        assertThat(ids(ALICE, TUNE)).isEmpty();
        publish(ALICE, TUNE, "3", "<x/>");
        done(store().personalNodes().delete(ALICE, TUNE));
        assertThat(await(store().personalNodes().all(ALICE))).isEmpty();
        done(store().personalNodes().create(ALICE, TUNE, MANY));
        assertThat(ids(ALICE, TUNE)).isEmpty();
    }

    @Test
    @Tag("D-105")
    void refusesWhatDoesNotFitAndKeepsTheRest() {
        assertThat(refused(store().personalNodes().publish(ALICE, publication(TUNE, "1", "x".repeat(5_001)))))
                .isEqualTo(Refusal.TOO_LARGE);
        publish(ALICE, TUNE, "1", "x".repeat(5_000));
        assertThat(refused(store().personalNodes().publish(ALICE, publication(MOOD, "1", "x".repeat(3_000)))))
                .isEqualTo(Refusal.NODES_FULL);
        assertThat(await(store().personalNodes().all(ALICE)))
                .extracting(PersonalNode::name)
                .containsExactly(TUNE);
        assertThat(refused(
                        store().personalNodes().publish(ALICE, publication(MOOD, "n".repeat(2_999), "x".repeat(100)))))
                .as("names count")
                .isEqualTo(Refusal.NODES_FULL);
        publish(ALICE, TUNE, "1", "x");
        publish(ALICE, MOOD, "1", "x".repeat(3_000));
        publish(BOB, MOOD, "1", "x".repeat(5_000));

        assertThat(refused(store().personalNodes().create(ALICE, "urn:third", MANY)))
                .isEqualTo(Refusal.NODES_FULL);
        assertThat(refused(store().personalNodes().publish(ALICE, publication("urn:third", "1", "x"))))
                .isEqualTo(Refusal.NODES_FULL);
        assertThat(await(store().personalNodes().all(ALICE)))
                .extracting(PersonalNode::name)
                .containsExactly(MOOD, TUNE);
    }

    @Test
    @Tag("X-86")
    void pagesAreBoundedInItemsAndBytes() {
        long[] version = new long[4];
        for (int i = 0; i < 4; i++) {
            version[i] = publish(ALICE, TUNE, "i" + i, "x".repeat(100)).version();
        }
        PersonalNodes nodes = store().personalNodes();

        ItemPage first = await(nodes.items(ALICE, TUNE, new ItemQuery(0, Long.MAX_VALUE, false, 3, 10_000)));
        assertThat(first.items()).extracting(NodeItem::id).containsExactly("i0", "i1", "i2");
        assertThat(first.complete()).isFalse();
        assertThat(first.count()).isEqualTo(4);
        ItemPage last = await(nodes.items(ALICE, TUNE, new ItemQuery(0, Long.MAX_VALUE, true, 2, 10_000)));
        assertThat(last.items()).extracting(NodeItem::id).containsExactly("i2", "i3");
        assertThat(last.complete()).isFalse();
        assertThat(ids(ALICE, TUNE, new ItemQuery(version[1], version[3], false, 9, 10_000)))
                .containsExactly("i2");
        assertThat(await(nodes.items(ALICE, TUNE, new ItemQuery(version[1], Long.MAX_VALUE, false, 2, 10_000)))
                        .complete())
                .isTrue();
        assertThat(ids(ALICE, TUNE, new ItemQuery(0, Long.MAX_VALUE, true, 9, 250)))
                .containsExactly("i2", "i3");
        assertThat(ids(ALICE, TUNE, new ItemQuery(0, Long.MAX_VALUE, false, 9, 1)))
                .as("the first always fits")
                .containsExactly("i0");
        assertThat(ids(ALICE, TUNE, new ItemQuery(0, Long.MAX_VALUE, false, 0, 1)))
                .isEmpty();
    }

    /** Names of 1023 bytes that no engine can compress. */
    @Test
    void takesTheLongestNamesThereAre() {
        StringBuilder text = new StringBuilder();
        new Random(1).ints(1_023, 0, 36).forEach(digit -> text.append(Character.forDigit(digit, 36)));
        String longest = text.toString();

        publish(ALICE, longest, longest, "<x/>");
        assertThat(ids(ALICE, longest)).containsExactly(longest);
    }

    private void know(BareJid account, BareJid contact, Subscription subscription) {
        RosterItem item = new RosterItem(Optional.empty(), subscription, false, false, List.of());
        done(store().rosters().put(account, contact, Optional.of(item)));
    }

    private List<BareJid> shownToBob(long after, int limit) {
        return await(store().personalNodes().shownTo(BOB, TUNE, after, limit)).stream()
                .map(OwnedNode::owner)
                .toList();
    }

    @Test
    @Tag("R-67")
    void showsContactsWhatBothRostersAgreeOn() {
        createAccounts(CAROL);
        know(ALICE, BOB, Subscription.FROM);
        know(BOB, ALICE, Subscription.TO);
        know(BOB, CAROL, Subscription.BOTH);
        know(CAROL, BOB, Subscription.TO);
        long version = publish(ALICE, TUNE, "1", "<x/>").version();
        publish(CAROL, TUNE, "1", "<x/>");
        publish(ALICE, MOOD, "1", "<x/>");

        assertThat(shownToBob(0, 9)).containsExactly(ALICE);
        assertThat(await(store().personalNodes().shownTo(BOB, TUNE, 0, 9)))
                .extracting(owned -> owned.node().version())
                .containsExactly(version);
        assertThat(shownToBob(version, 9)).isEmpty();
        assertThat(await(store().personalNodes().shownTo(ALICE, TUNE, 0, 9))).isEmpty();
        know(CAROL, BOB, Subscription.BOTH);
        assertThat(shownToBob(0, 9)).containsExactly(ALICE, CAROL);
        assertThat(shownToBob(0, 1)).containsExactly(ALICE);
        know(BOB, ALICE, Subscription.FROM);
        assertThat(shownToBob(0, 9)).containsExactly(CAROL);
        done(store().personalNodes().configure(CAROL, TUNE, now -> now.withAccess(AccessModel.WHITELIST)));
        assertThat(shownToBob(0, 9)).isEmpty();
    }

    private PersonalNode affiliate(BareJid entity, Optional<Affiliation> affiliation) {
        return done(store().personalNodes().affiliate(ALICE, TUNE, Map.of(entity, affiliation)));
    }

    @Test
    void keepsWhatOthersAreToANode() {
        assertThat(refused(store().personalNodes().affiliate(ALICE, TUNE, Map.of())))
                .isEqualTo(Refusal.NO_NODE);
        publish(ALICE, TUNE, "1", "<x/>");
        affiliate(BOB, Optional.of(Affiliation.OUTCAST));
        affiliate(CAROL, Optional.of(Affiliation.MEMBER));

        reopen();

        Map<BareJid, Affiliation> both = Map.of(BOB, Affiliation.OUTCAST, CAROL, Affiliation.MEMBER);
        assertThat(await(store().personalNodes().find(ALICE, TUNE))
                        .orElseThrow()
                        .affiliations())
                .isEqualTo(both);
        assertThat(await(store().personalNodes().all(ALICE)))
                .extracting(PersonalNode::affiliations)
                .containsExactly(both);
        assertThat(publish(ALICE, TUNE, "2", "<x/>").affiliations()).isEqualTo(both);
        assertThat(publish(ALICE, MOOD, "2", "<x/>").affiliations()).isEmpty();
        assertThat(done(store().personalNodes().configure(ALICE, TUNE, now -> now.withMaxItems(1)))
                        .affiliations())
                .isEqualTo(both);
        assertThat(affiliate(BOB, Optional.empty()).affiliations()).containsOnlyKeys(CAROL);
        done(store().personalNodes().delete(ALICE, TUNE));
        assertThat(publish(ALICE, TUNE, "1", "<x/>").affiliations()).isEmpty();
    }

    @Test
    @Tag("D-105")
    void asManyHaveAnAffiliationAsMay() {
        publish(ALICE, TUNE, "1", "<x/>");
        affiliate(ALICE, Optional.of(Affiliation.MEMBER));
        affiliate(BOB, Optional.of(Affiliation.MEMBER));
        assertThat(refused(store().personalNodes()
                        .affiliate(
                                ALICE,
                                TUNE,
                                Map.of(
                                        CAROL,
                                        Optional.of(Affiliation.OUTCAST),
                                        BareJid.of("dora@example.org"),
                                        Optional.of(Affiliation.OUTCAST)))))
                .isEqualTo(Refusal.AFFILIATIONS_FULL);
        assertThat(affiliate(BOB, Optional.of(Affiliation.OUTCAST)).affiliations())
                .isEqualTo(Map.of(ALICE, Affiliation.MEMBER, BOB, Affiliation.OUTCAST));
    }

    /** Whoever gets the address of a deleted account next is somebody else. */
    @Test
    @Tag("R-67")
    void membersGoWithTheirAccountAndOutcastsStay() {
        publish(ALICE, TUNE, "1", "<x/>");
        publish(ALICE, MOOD, "1", "<x/>");
        affiliate(BOB, Optional.of(Affiliation.MEMBER));
        done(store().personalNodes().affiliate(ALICE, MOOD, Map.of(BOB, Optional.of(Affiliation.OUTCAST))));
        await(store().accounts().delete(BOB));

        assertThat(await(store().personalNodes().all(ALICE)))
                .extracting(PersonalNode::affiliations)
                .containsExactly(Map.of(BOB, Affiliation.OUTCAST), Map.of());
    }

    @Test
    void showsContactsNodesForGroupsAndForMembers() {
        know(ALICE, BOB, Subscription.FROM);
        know(BOB, ALICE, Subscription.TO);
        publish(ALICE, TUNE, "1", "<x/>");
        NodeConfiguration groups = MANY.withAccess(AccessModel.ROSTER).withGroups(List.of("Friends", "Work"));
        assertThat(done(store().personalNodes().configure(ALICE, TUNE, now -> groups))
                        .configuration())
                .isEqualTo(groups);
        reopen();
        assertThat(await(store().personalNodes().find(ALICE, TUNE))
                        .orElseThrow()
                        .configuration())
                .isEqualTo(groups);
        assertThat(shownToBob(0, 9)).as("whether he is in one is asked then").containsExactly(ALICE);
        done(store().personalNodes().configure(ALICE, TUNE, now -> now.withAccess(AccessModel.WHITELIST)));
        affiliate(CAROL, Optional.of(Affiliation.MEMBER));
        affiliate(BOB, Optional.of(Affiliation.OUTCAST));
        assertThat(shownToBob(0, 9)).isEmpty();
        affiliate(BOB, Optional.of(Affiliation.MEMBER));
        assertThat(shownToBob(0, 9)).containsExactly(ALICE);
    }

    /** What is damaged may have kept somebody out. */
    @Test
    @Tag("C-113")
    @Tag("R-68")
    void whereAnAffiliationIsDamagedNobodyIsShownTheNode() throws Exception {
        publish(ALICE, TUNE, "1", "<x/>");
        affiliate(CAROL, Optional.of(Affiliation.MEMBER));
        affiliate(BOB, Optional.of(Affiliation.OUTCAST));
        tamper("UPDATE personal_affiliation SET entity = 'dora@example.org' WHERE entity = ?", BOB.toString());

        PersonalNode found = await(store().personalNodes().find(ALICE, TUNE)).orElseThrow();
        assertThat(found.configuration().access()).isEqualTo(AccessModel.WHITELIST);
        assertThat(found.affiliations()).isEmpty();
        assertThat(await(store().personalNodes().all(ALICE))).containsExactly(found);
        assertThat(damage).hasSize(2);
        affiliate(BOB, Optional.of(Affiliation.OUTCAST));
        assertThat(await(store().personalNodes().find(ALICE, TUNE))
                        .orElseThrow()
                        .affiliations())
                .as("it can be said again")
                .isEqualTo(Map.of(BOB, Affiliation.OUTCAST, CAROL, Affiliation.MEMBER));
    }

    @Test
    @Tag("C-113")
    @Tag("R-68")
    void aNodeWhoseGroupsAreDamagedIsShownToNobody() throws Exception {
        NodeConfiguration groups = MANY.withAccess(AccessModel.ROSTER).withGroups(List.of("Friends"));
        done(store().personalNodes().create(ALICE, TUNE, groups));
        tamper("UPDATE personal_node SET group_names = 'Everybody' WHERE owner = ?", ALICE.toString());

        assertThat(await(store().personalNodes().find(ALICE, TUNE))).isEmpty();
        assertThat(damage).hasSize(1);
    }

    @Test
    @Tag("C-113")
    @Tag("R-68")
    void aNodeThatIsDamagedIsShownToNobodyAndCanBeReplaced() throws Exception {
        done(store().personalNodes().create(ALICE, TUNE, NodeConfiguration.PRIVATE));
        publish(ALICE, TUNE, "1", "<secret/>");
        tamper("UPDATE personal_node SET access = 0 WHERE owner = ?", ALICE.toString());

        assertThat(await(store().personalNodes().find(ALICE, TUNE))).isEmpty();
        assertThat(await(store().personalNodes().all(ALICE))).isEmpty();
        assertThat(damage).hasSize(2);
        assertThat(refused(store().personalNodes().create(ALICE, TUNE, MANY))).isEqualTo(Refusal.NODE_EXISTS);
        publish(ALICE, TUNE, "2", "<x/>");
        assertThat(ids(ALICE, TUNE)).as("whom the first was for is not known").containsExactly("2");
    }

    @Test
    @Tag("C-113")
    void anItemThatIsDamagedIsReportedAndNotReturned() throws Exception {
        publish(ALICE, TUNE, "1", "<x/>");
        publish(ALICE, TUNE, "2", "<x/>");
        tamper("UPDATE personal_item SET version = version + 5 WHERE item = ?", "1");

        assertThat(ids(ALICE, TUNE)).containsExactly("2");
        assertThat(damage).hasSize(1);
    }
}
