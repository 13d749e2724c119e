package im.redoubt.server.store;

import static im.redoubt.server.store.TestNodes.MANY;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.address.Jid;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@link NodeSubscriptions} on any engine. */
abstract class NodeSubscriptionsContract extends StoreContract {
    private static final String TUNE = "urn:tune";
    private static final String MOOD = "urn:mood";
    private static final FullJid PHONE = BOB.withResource("phone");

    NodeSubscriptionsContract(TestDatabase database) {
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
                new AccountQuotas.Nodes(9, 9, 5_000, 8_000, 3, 2, 3));
    }

    @BeforeEach
    void createNodes() {
        createAccounts(ALICE, BOB);
        done(store().personalNodes().create(ALICE, TUNE, MANY));
        done(store().personalNodes().create(ALICE, MOOD, MANY));
    }

    private boolean add(BareJid owner, String node, Jid subscriber) {
        return done(store().nodeSubscriptions().add(owner, new NodeSubscription(node, subscriber), address -> true));
    }

    private List<Jid> of(String node) {
        return await(store().nodeSubscriptions().of(ALICE, node));
    }

    @Test
    void keepsWhoSubscribedOverARestart() {
        assertThat(add(ALICE, TUNE, BOB)).isTrue();
        assertThat(add(ALICE, TUNE, PHONE)).isTrue();
        assertThat(add(ALICE, MOOD, BOB)).isTrue();
        assertThat(add(ALICE, TUNE, BOB)).as("it is there already").isFalse();

        reopen();

        assertThat(of(TUNE)).containsExactly(BOB, PHONE);
        assertThat(of(MOOD)).containsExactly(BOB);
        assertThat(of("urn:none")).isEmpty();
        assertThat(await(store().nodeSubscriptions().of(ALICE, BOB)))
                .containsExactly(
                        new NodeSubscription(MOOD, BOB),
                        new NodeSubscription(TUNE, BOB),
                        new NodeSubscription(TUNE, PHONE));
        assertThat(await(store().nodeSubscriptions().of(BOB, ALICE))).isEmpty();
        assertThat(await(store().nodeSubscriptions().of(CAROL, BOB))).isEmpty();
    }

    @Test
    void dropsWhatIsNamedAndNothingElse() {
        add(ALICE, TUNE, BOB);
        add(ALICE, TUNE, PHONE);
        NodeSubscriptions subscriptions = store().nodeSubscriptions();

        assertThat(await(subscriptions.remove(ALICE, List.of(new NodeSubscription(MOOD, BOB)))))
                .isZero();
        assertThat(await(subscriptions.remove(BOB, List.of(new NodeSubscription(TUNE, BOB)))))
                .isZero();
        assertThat(await(subscriptions.remove(ALICE, List.of(new NodeSubscription(TUNE, BOB)))))
                .isOne();
        assertThat(of(TUNE)).containsExactly(PHONE);
        add(ALICE, MOOD, PHONE);
        await(subscriptions.forget(PHONE));
        assertThat(of(TUNE)).isEmpty();
        assertThat(of(MOOD)).isEmpty();
    }

    @Test
    @Tag("D-105")
    void takesSoManyOfANodeAndOfAnAccount() {
        done(store().personalNodes().create(ALICE, "urn:third", MANY));
        done(store().personalNodes().create(ALICE, "urn:fourth", MANY));
        assertThat(refused(
                        store().nodeSubscriptions().add(ALICE, new NodeSubscription("urn:none", BOB), address -> true)))
                .isEqualTo(Refusal.NO_NODE);
        add(ALICE, TUNE, BOB);
        add(ALICE, MOOD, BOB);
        add(ALICE, "urn:third", PHONE);
        assertThat(refused(store().nodeSubscriptions()
                        .add(ALICE, new NodeSubscription("urn:fourth", BOB.withResource("desk")), address -> true)))
                .as("three of one account")
                .isEqualTo(Refusal.SUBSCRIPTIONS_FULL);
        assertThat(add(ALICE, TUNE, BOB)).as("what is there costs nothing").isFalse();
        add(ALICE, TUNE, ALICE);
        assertThat(refused(store().nodeSubscriptions().add(ALICE, new NodeSubscription(TUNE, CAROL), address -> true)))
                .as("two of one node")
                .isEqualTo(Refusal.SUBSCRIPTIONS_FULL);
        assertThat(of(TUNE)).containsExactly(ALICE, BOB);
        assertThat(of("urn:fourth")).isEmpty();
    }

    /** A server that was killed has told nobody that its sessions are over. */
    @Test
    void resourcesThatAreGoneMakeRoom() {
        add(ALICE, TUNE, PHONE);
        add(ALICE, MOOD, PHONE);
        FullJid desk = BOB.withResource("desk");

        assertThat(done(store().nodeSubscriptions().add(ALICE, new NodeSubscription(TUNE, desk), desk::equals)))
                .isTrue();

        assertThat(of(TUNE)).containsExactly(desk);
        assertThat(of(MOOD)).isEmpty();
    }

    @Test
    void goWithTheNode() {
        add(ALICE, TUNE, BOB);
        done(store().personalNodes().delete(ALICE, TUNE));
        done(store().personalNodes().create(ALICE, TUNE, MANY));
        assertThat(of(TUNE)).isEmpty();
    }

    /** Whoever gets the address next is somebody else. */
    @Test
    @Tag("R-67")
    void goWithTheAccountThatMadeThem() {
        add(ALICE, TUNE, BOB);
        add(ALICE, MOOD, PHONE);
        await(store().accounts().delete(BOB));
        createAccounts(BOB);
        assertThat(of(TUNE)).isEmpty();
        assertThat(of(MOOD)).isEmpty();
    }

    @Test
    @Tag("C-113")
    void oneThatIsDamagedIsReportedAndNotReturned() throws Exception {
        add(ALICE, TUNE, BOB);
        tamper("UPDATE personal_subscription SET subscriber = ?", CAROL.toString());

        assertThat(of(TUNE)).isEmpty();
        assertThat(await(store().nodeSubscriptions().of(ALICE, BOB))).isEmpty();
        assertThat(damage).hasSize(2);
    }
}
