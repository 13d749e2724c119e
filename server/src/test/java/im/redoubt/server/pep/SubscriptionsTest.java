package im.redoubt.server.pep;

import static im.redoubt.server.pep.Bench.ALICE;
import static im.redoubt.server.pep.Bench.BOB;
import static im.redoubt.server.pep.Bench.limits;
import static im.redoubt.server.pep.Bench.pubsub;
import static im.redoubt.server.pep.Bench.seeing;
import static im.redoubt.server.pep.Bench.told;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.fixture.Client;
import im.redoubt.server.store.AccessModel;
import im.redoubt.server.store.Affiliation;
import im.redoubt.server.store.LastItem;
import im.redoubt.server.store.NodeConfiguration;
import im.redoubt.server.store.NodeSubscription;
import im.redoubt.server.store.Store;
import im.redoubt.xml.Element;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who subscribes to nodes, and what he is told then (XEP-0060 section 6.1, XEP-0163 section 4.3). */
class SubscriptionsTest {
    private static final String TUNE = "http://jabber.org/protocol/tune";
    private static final NodeConfiguration OPEN = NodeConfiguration.DEFAULT.withAccess(AccessModel.OPEN);

    @TempDir
    Path directory = Path.of("");

    private Bench bench;

    // The bench is made before each test.
    @SuppressWarnings("NullAway.Init")
    SubscriptionsTest() {}

    @BeforeEach
    void begin() {
        bench = new Bench(directory, limits(1_000, 1_000, 100));
    }

    @AfterEach
    void end() {
        bench.close();
    }

    private void make(NodeConfiguration configuration) {
        Store.await(bench.store().personalNodes().create(ALICE, TUNE, configuration));
    }

    private IqAnswer asks(Client client, String action, Jid jid) {
        return bench.asks(
                client,
                IqRequest.Action.SET,
                ALICE,
                pubsub(Element.named(PubSub.NAMESPACE, action)
                        .attribute("node", TUNE)
                        .attribute("jid", jid.toString())
                        .build()));
    }

    private IqAnswer subscribes(Client client, Jid jid) {
        return asks(client, "subscribe", jid);
    }

    private List<Jid> subscribers() {
        return Store.await(bench.store().nodeSubscriptions().of(ALICE, TUNE));
    }

    private static List<Jid> addressed(Client client) {
        return client.received().stream()
                .map(stanza -> ((Message) stanza).to().orElseThrow())
                .toList();
    }

    /** One event to the account, for each resource that takes messages; the other one is not there for anybody. */
    @Test
    void aStrangerWhoSubscribesToAnOpenNodeIsTold() {
        make(OPEN);
        Client alice = bench.client(ALICE, "phone");
        Client bob = bench.client(BOB, "phone", TUNE);
        Client desk = bench.client(BOB, "desk");
        Client away = bench.client(BOB, "away").available(-1);
        assertThat(subscribes(bob, BOB)).isInstanceOf(IqAnswer.Result.class);

        bench.publishes(alice, TUNE, "1");
        assertThat(asks(bob, "unsubscribe", BOB)).isEqualTo(IqAnswer.done());
        bench.publishes(alice, TUNE, "2");

        assertThat(told(bob)).containsExactly("alice " + TUNE + " 1");
        assertThat(told(desk)).isEqualTo(told(bob));
        assertThat(addressed(bob)).containsExactly(BOB);
        assertThat(told(away)).isEmpty();
        assertThat(told(alice)).isEmpty();
    }

    /** XEP-0163 section 4.3.2: who is known to want it, and nobody else. */
    @Test
    void aContactThatSubscribesIsToldWhereItsClientsAskForItAndNeverTwice() {
        make(NodeConfiguration.DEFAULT);
        bench.sees(BOB, ALICE);
        Client alice = bench.client(ALICE, "phone");
        Client wanting = bench.client(BOB, "wanting", TUNE);
        Client other = bench.client(BOB, "other");
        subscribes(wanting, BOB);
        subscribes(wanting, wanting.session().address());

        bench.publishes(alice, TUNE, "1");

        assertThat(told(wanting)).hasSize(1);
        assertThat(addressed(wanting)).containsExactly(wanting.session().address());
        assertThat(told(other)).isEmpty();

        bench.wants(wanting);
        bench.publishes(alice, TUNE, "2");
        assertThat(told(wanting)).hasSize(2);
        assertThat(told(other)).as("none asks for it any more").hasSize(1);
        assertThat(addressed(other)).containsExactly(BOB);
    }

    @Test
    void aResourceThatSubscribesIsToldAloneUntilItsSessionEnds() {
        make(OPEN);
        Client alice = bench.client(ALICE, "phone");
        Client phone = bench.client(BOB, "phone");
        Client desk = bench.client(BOB, "desk");
        subscribes(phone, phone.session().address());

        bench.publishes(alice, TUNE, "1");
        assertThat(addressed(phone)).containsExactly(phone.session().address());
        assertThat(told(desk)).isEmpty();

        bench.ends(desk);
        assertThat(subscribers()).containsExactly(phone.session().address());
        bench.ends(phone);
        assertThat(subscribers()).isEmpty();
    }

    @Test
    void theOwnerMaySubscribeToo() {
        make(NodeConfiguration.PRIVATE);
        Client alice = bench.client(ALICE, "phone");
        subscribes(alice, ALICE);
        bench.publishes(alice, TUNE, "1");
        assertThat(addressed(alice)).containsExactly(ALICE);
    }

    /** XEP-0060 section 6.1.7, and whoever is told without it is not told once more. */
    @ParameterizedTest
    @EnumSource(LastItem.class)
    void whoSubscribesIsSentWhatIsNewestUnlessHeKnowsIt(LastItem when) {
        make(OPEN.withLastItem(when));
        Client alice = bench.client(ALICE, "phone");
        bench.publishes(alice, TUNE, "1");
        bench.sees(BOB, ALICE);
        Client phone = bench.client(BOB, "phone");
        Client desk = bench.client(BOB, "desk", TUNE);
        subscribes(phone, phone.session().address());
        subscribes(phone, phone.session().address());
        subscribes(desk, BOB);
        int onPresence = when == LastItem.ON_SUBSCRIPTION_AND_PRESENCE ? 1 : 0;
        bench.until(() -> when == LastItem.NEVER || !told(phone).isEmpty());
        bench.until(() -> told(desk).size() >= onPresence);

        assertThat(told(phone)).isEqualTo(when == LastItem.NEVER ? List.of() : List.of("alice " + TUNE + " 1"));
        assertThat(told(desk)).hasSize(onPresence);
    }

    @ParameterizedTest
    @CsvSource({"PRESENCE", "ROSTER", "WHITELIST"})
    @Tag("X-86")
    void aStrangerLearnsNothing(AccessModel access) {
        make(NodeConfiguration.DEFAULT.withAccess(access).withGroups(List.of("Friends")));
        Client bob = bench.client(BOB, "phone");
        IqAnswer none = IqAnswer.refuse(StanzaCondition.SERVICE_UNAVAILABLE);
        assertThat(subscribes(bob, BOB)).isEqualTo(none);
        assertThat(asks(bob, "unsubscribe", BOB)).isEqualTo(none);
        for (String list : List.of("subscriptions", "affiliations")) {
            assertThat(bench.asks(
                            bob,
                            IqRequest.Action.GET,
                            ALICE,
                            pubsub(Element.named(PubSub.NAMESPACE, list).build())))
                    .isEqualTo(none);
        }
        assertThat(subscribers()).isEmpty();
    }

    @Test
    @Tag("R-79")
    void whoIsBlockedLearnsAndHearsNothing() {
        make(OPEN);
        for (Jid bob : List.of(BOB, BOB.withResource("phone"))) {
            Store.await(bench.store().nodeSubscriptions().add(ALICE, new NodeSubscription(TUNE, bob), address -> true));
        }
        bench.blocks().blocks(ALICE, BOB.toString());
        Client alice = bench.client(ALICE, "phone");
        Client bob = bench.client(BOB, "phone");

        bench.publishes(alice, TUNE, "1");

        IqAnswer none = IqAnswer.refuse(StanzaCondition.SERVICE_UNAVAILABLE);
        assertThat(told(bob)).isEmpty();
        assertThat(asks(bob, "unsubscribe", BOB)).isEqualTo(none);
        assertThat(bench.asks(
                        bob,
                        IqRequest.Action.GET,
                        ALICE,
                        pubsub(Element.named(PubSub.NAMESPACE, "subscriptions").build())))
                .isEqualTo(none);
    }

    /** Events go by what is so when they are sent, whatever was left over. */
    @Test
    @Tag("X-86")
    void aSubscriptionGivesNobodyWhatHeMayNotRead() {
        make(NodeConfiguration.DEFAULT);
        for (Jid bob : List.of(BOB, BOB.withResource("phone"))) {
            Store.await(bench.store().nodeSubscriptions().add(ALICE, new NodeSubscription(TUNE, bob), address -> true));
        }
        Client alice = bench.client(ALICE, "phone");
        Client bob = bench.client(BOB, "phone", TUNE);
        bench.publishes(alice, TUNE, "1");
        assertThat(told(bob)).isEmpty();
    }

    @Test
    @Tag("X-86")
    void nobodySubscribesSomebodyElse() {
        make(OPEN);
        Client bob = bench.client(BOB, "phone");
        assertThat(subscribes(bob, Bench.CAROL)).isEqualTo(PubSubError.INVALID_JID);
        assertThat(subscribes(bob, BOB.withResource("none"))).isEqualTo(PubSubError.INVALID_JID);
        assertThat(asks(bob, "unsubscribe", Bench.CAROL)).isEqualTo(IqAnswer.refuse(StanzaCondition.FORBIDDEN));
        assertThat(asks(bob, "unsubscribe", BOB)).isEqualTo(PubSubError.NOT_SUBSCRIBED);
        assertThat(subscribers()).isEmpty();
    }

    /** XEP-0163 section 6.2: loss of access ends a subscription for good. */
    @Test
    @Tag("R-67")
    @Tag("X-86")
    void whoMayNotReadAnyMoreIsSubscribedNoMore() {
        make(NodeConfiguration.DEFAULT);
        bench.knows(ALICE, BOB, seeing("Friends"));
        Client alice = bench.client(ALICE, "phone");
        Client bob = bench.client(BOB, "phone");
        subscribes(bob, BOB);
        bench.knows(ALICE, BOB, seeing("Work"));
        assertThat(subscribers()).as("other groups are the same to it").containsExactly(BOB);
        bench.knows(ALICE, BOB, Optional.empty());
        assertThat(subscribers()).isEmpty();
        bench.knows(ALICE, BOB, seeing("Work"));
        bench.publishes(alice, TUNE, "1");
        assertThat(told(bob)).isEmpty();

        subscribes(bob, BOB);
        configure(alice, AccessModel.ROSTER, "Work");
        assertThat(subscribers()).containsExactly(BOB);
        bench.knows(ALICE, BOB, seeing("Friends"));
        assertThat(subscribers()).isEmpty();
        bench.knows(ALICE, BOB, seeing("Work"));
        subscribes(bob, BOB);
        configure(alice, AccessModel.WHITELIST);
        assertThat(subscribers()).isEmpty();
    }

    private void configure(Client alice, AccessModel access, String... groups) {
        NodeConfiguration wanted = NodeConfiguration.DEFAULT.withAccess(access).withGroups(List.of(groups));
        bench.sets(
                alice,
                pubsub(Element.named(PubSub.OWNER, "configure")
                        .attribute("node", TUNE)
                        .child(new im.redoubt.protocol.payload.DataForm(
                                        "submit", NodeForm.of(wanted, List.of()).fields())
                                .toElement(""))
                        .build()));
    }

    /** XEP-0060 section 4.5: for the groups of the owner's roster, whatever else he shows. */
    @Test
    @Tag("X-86")
    void aNodeForGroupsOfTheRosterIsForThese() {
        make(NodeConfiguration.DEFAULT.withAccess(AccessModel.ROSTER).withGroups(List.of("Friends", "Family")));
        bench.knows(ALICE, BOB, seeing("Work", "Family"));
        bench.knows(ALICE, Bench.CAROL, seeing("Work"));
        Client alice = bench.client(ALICE, "phone");
        Client bob = bench.client(BOB, "phone", TUNE);
        Client carol = bench.client(Bench.CAROL, "phone", TUNE);
        assertThat(subscribes(bob, BOB)).isInstanceOf(IqAnswer.Result.class);
        assertThat(subscribes(carol, Bench.CAROL)).isEqualTo(IqAnswer.refuse(StanzaCondition.ITEM_NOT_FOUND));

        bench.publishes(alice, TUNE, "1");

        assertThat(told(bob)).hasSize(1);
        assertThat(told(carol)).isEmpty();
    }

    /** XEP-0060 section 4.1: members read what is for nobody, outcasts nothing of what is for everybody. */
    @Test
    @Tag("X-86")
    void affiliationsGoBeforeTheAccessModel() {
        make(NodeConfiguration.PRIVATE);
        bench.sees(BOB, ALICE);
        bench.sees(Bench.CAROL, ALICE);
        Client alice = bench.client(ALICE, "phone");
        Client bob = bench.client(BOB, "phone", TUNE);
        Client carol = bench.client(Bench.CAROL, "phone", TUNE);
        affiliate(alice, Map.of(BOB, "member"));
        bench.publishes(alice, TUNE, "1");
        assertThat(told(bob)).hasSize(1);
        assertThat(told(carol)).isEmpty();
        subscribes(bob, bob.session().address());

        configure(alice, AccessModel.OPEN);
        affiliate(alice, Map.of(BOB, "outcast"));
        bench.publishes(alice, TUNE, "2");

        assertThat(told(bob)).hasSize(1);
        assertThat(told(carol)).hasSize(1);
        assertThat(subscribers()).isEmpty();
        assertThat(subscribes(bob, BOB)).isEqualTo(IqAnswer.refuse(StanzaCondition.ITEM_NOT_FOUND));
    }

    private IqAnswer affiliate(Client alice, Map<? extends Jid, String> wanted) {
        Element.Builder affiliations =
                Element.named(PubSub.OWNER, "affiliations").attribute("node", TUNE);
        wanted.forEach((entity, word) -> affiliations.child(Element.named(PubSub.OWNER, "affiliation")
                .attribute("jid", entity.toString())
                .attribute("affiliation", word)
                .build()));
        return bench.sets(alice, pubsub(affiliations.build()));
    }

    @Test
    @Tag("X-86")
    void theOwnerStaysTheOnlyOneWhoPublishes() {
        make(OPEN);
        Client alice = bench.client(ALICE, "phone");
        assertThat(affiliate(alice, Map.of(BOB, "publisher")))
                .isEqualTo(PubSubError.unsupported("publisher-affiliation"));
        for (String word : List.of("owner", "", "god")) {
            assertThat(affiliate(alice, Map.of(BOB, word))).isEqualTo(IqAnswer.refuse(StanzaCondition.NOT_ACCEPTABLE));
        }
        assertThat(affiliate(alice, Map.of(ALICE, "outcast")))
                .isEqualTo(IqAnswer.refuse(StanzaCondition.NOT_ACCEPTABLE));
        assertThat(affiliate(alice, Map.of(BOB.withResource("phone"), "member")))
                .isEqualTo(IqAnswer.refuse(StanzaCondition.JID_MALFORMED));
        assertThat(Store.await(bench.store().personalNodes().find(ALICE, TUNE))
                        .orElseThrow()
                        .affiliations())
                .isEmpty();
        affiliate(alice, Map.of(BOB, "member"));
        Client bob = bench.client(BOB, "phone");
        assertThat(bench.asks(
                        bob,
                        IqRequest.Action.SET,
                        ALICE,
                        pubsub(Element.named(PubSub.NAMESPACE, "publish")
                                .attribute("node", TUNE)
                                .build())))
                .isEqualTo(IqAnswer.refuse(StanzaCondition.FORBIDDEN));
        assertThat(Store.await(bench.store().personalNodes().find(ALICE, TUNE))
                        .orElseThrow()
                        .affiliations())
                .isEqualTo(Map.of(BOB, Affiliation.MEMBER));
    }

    @Test
    void whoSubscribedHearsThatTheNodeIsGone() {
        make(OPEN);
        Client alice = bench.client(ALICE, "phone");
        Client bob = bench.client(BOB, "phone");
        subscribes(bob, BOB);
        bench.sets(
                alice,
                pubsub(Element.named(PubSub.OWNER, "delete")
                        .attribute("node", TUNE)
                        .build()));
        assertThat(told(bob)).containsExactly("alice " + TUNE + " delete");
    }
}
