package im.redoubt.server.roster;

import static im.redoubt.server.fixture.Station.ALICE;
import static im.redoubt.server.fixture.Station.BOB;
import static im.redoubt.server.fixture.Station.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqRequest.Action;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.feature.Request;
import im.redoubt.server.feature.Route;
import im.redoubt.server.fixture.Client;
import im.redoubt.server.fixture.Station;
import im.redoubt.server.store.Blob;
import im.redoubt.server.store.Refusal;
import im.redoubt.server.store.Roster;
import im.redoubt.server.store.RosterChanges;
import im.redoubt.server.store.RosterContact;
import im.redoubt.server.store.RosterItem;
import im.redoubt.server.store.RosterUpdate;
import im.redoubt.server.store.Subscription;
import im.redoubt.server.store.SubscriptionRequest;
import im.redoubt.xml.Element;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The roster as its owner reads and changes it, and what sessions are told (RFC 6121 section 2). */
class RosterFeatureTest {
    private static final RosterItem FULL =
            new RosterItem(Optional.of("Bob"), Subscription.TO, true, true, List.of("work"));

    private final Station station = new Station();
    private final RosterCache cache = new RosterCache(station.rosters());
    private final RosterPush push = new RosterPush(station.sessions(), cache, new SecureRandom());
    private final List<RosterContact> cancelled = new ArrayList<>();
    private final CompletableFuture<Void> cancellation = new CompletableFuture<>();
    private final RosterFeature feature = new RosterFeature(
            station.rosters(),
            station.queues(),
            push,
            (account, removed) -> {
                cancelled.add(removed);
                return cancellation;
            },
            new RosterFeature.Limits(5, 100));
    private final Client phone = station.client(ALICE, "phone");

    private static Element query(Element... items) {
        return Element.named("jabber:iq:roster", "query")
                .children(List.of(items))
                .build();
    }

    private static Element versioned(String version) {
        return Element.named("jabber:iq:roster", "query")
                .attribute("ver", version)
                .build();
    }

    private static Element item(BareJid contact, String attribute, String value) {
        return Element.named("jabber:iq:roster", "item")
                .attribute("jid", contact.toString())
                .attribute(attribute, value)
                .build();
    }

    private CompletableFuture<IqAnswer> asked(Route.Target target, Action action, Element query) {
        BareJid about = target == Route.Target.OWN_ACCOUNT ? ALICE : BOB;
        IqRequest request = IqRequest.of(action, StanzaHeader.EMPTY.withId("r"), query);
        return feature.routes().stream()
                .filter(route -> route.target() == target && route.actions().contains(action))
                .filter(route -> route.payload().equals(request.payloadName()))
                .findFirst()
                .orElseThrow()
                .handler()
                .handle(new Request(request, phone.session(), about))
                .toCompletableFuture();
    }

    private IqAnswer own(Action action, Element query) {
        return station.done(asked(Route.Target.OWN_ACCOUNT, action, query));
    }

    private static Element payload(IqAnswer answer) {
        return ((IqAnswer.Result) answer).payload().orElseThrow();
    }

    /** Section 2.1.5: somebody else's roster is forbidden, and it makes nobody interested. */
    @ParameterizedTest
    @EnumSource(Action.class)
    void othersRostersAreForbidden(Action action) {
        assertThat(station.done(asked(Route.Target.ANY_ACCOUNT, action, query())))
                .isEqualTo(IqAnswer.refuse(StanzaCondition.FORBIDDEN));
        assertThat(phone.session().interested()).isFalse();
    }

    /** Section 2.1.4: who asks for the roster gets it whole, without a version if none was named, and its changes. */
    @Test
    void whoAsksGetsAllItemsAndBecomesInterested() {
        station.rosters().knows(ALICE, CAROL, Subscription.NONE);
        station.rosters().knows(ALICE, BOB, FULL);
        Element roster = payload(own(Action.GET, query()));

        assertThat(roster.attribute("ver")).isEmpty();
        assertThat(roster.children())
                .containsExactly(RosterElements.item(BOB, Optional.of(FULL)), item(CAROL, "subscription", "none"));
        assertThat(phone.session().interested()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"7,7", "'',-1", "abc,-1", "9223372036854775807,9223372036854775807", "9223372036854775808,-1", "-3,-3"})
    void aVersionThatIsNoneIsAnUnknownOne(String version, long asked) {
        own(Action.GET, versioned(version));
        assertThat(station.rosters().asked()).isEqualTo(asked);
        assertThat(phone.session().interested()).isTrue();
    }

    /** Section 2.6.3: an empty result, and each change as a push with the version that it made. */
    @Test
    void changesComeAsPushesToWhoAskedOnly() {
        Client desk = station.client(ALICE, "desk").interested();
        station.rosters()
                .changes(new RosterChanges.Since(List.of(
                        new RosterChanges.Change(BOB, Optional.of(FULL), 8),
                        new RosterChanges.Change(CAROL, Optional.empty(), 9))));
        assertThat(own(Action.GET, versioned("7"))).isEqualTo(IqAnswer.done());
        assertThat(desk.received()).isEmpty();
        List<Element> pushes = phone.received().stream()
                .map(stanza -> ((IqRequest) stanza).payload())
                .toList();
        assertThat(pushes).extracting(one -> one.attribute("ver").orElseThrow()).containsExactly("8", "9");
        assertThat(pushes)
                .extracting(one -> one.children().getFirst())
                .containsExactly(RosterElements.item(BOB, Optional.of(FULL)), item(CAROL, "subscription", "remove"));
    }

    @Test
    void whoseVersionIsTooOldGetsAllWithTheVersion() {
        station.rosters().changes(new RosterChanges.Whole(new Roster(41, Map.of(BOB, FULL))));
        Element roster = payload(own(Action.GET, versioned("7")));
        assertThat(roster.attribute("ver")).contains("41");
        assertThat(roster.children()).containsExactly(RosterElements.item(BOB, Optional.of(FULL)));
        assertThat(phone.received()).isEmpty();
    }

    /** Section 2.1.2: each attribute only where it says something. */
    @Test
    void anItemSaysWhatIsKnown() {
        Element item = RosterElements.item(BOB, Optional.of(FULL));
        assertThat(item.attributes()).hasSize(5);
        assertThat(item.attribute("jid")).contains("bob@localhost");
        assertThat(item.attribute("name")).contains("Bob");
        assertThat(item.attribute("subscription")).contains("to");
        assertThat(item.attribute("ask")).contains("subscribe");
        assertThat(item.attribute("approved")).contains("true");
        assertThat(item.children())
                .singleElement()
                .satisfies(group -> assertThat(group.text()).isEqualTo("work"));
        RosterItem bare = new RosterItem(Optional.empty(), Subscription.BOTH, false, false, List.of());
        assertThat(RosterElements.item(BOB, Optional.of(bare))).isEqualTo(item(BOB, "subscription", "both"));
    }

    /** Section 2.1.2: name and groups are the client's, everything else the server's. */
    @Test
    void aSetChangesNameAndGroupsAndNothingElse() {
        station.rosters().knows(ALICE, BOB, FULL);
        assertThat(own(Action.SET, query(item(BOB, "name", "Robert")))).isEqualTo(IqAnswer.done());
        assertThat(station.rosters().what(ALICE, BOB).item())
                .contains(new RosterItem(Optional.of("Robert"), Subscription.TO, true, true, List.of()));
    }

    @Test
    void aNewContactBeginsWithoutAnySubscription() {
        own(Action.SET, query(item(BOB, "subscription", "both")));
        assertThat(station.rosters().what(ALICE, BOB).item())
                .contains(new RosterItem(Optional.empty(), Subscription.NONE, false, false, List.of()));
    }

    /** Section 2.1.6: to interested sessions, also the one that changed it, each with its full address and an id of its own. */
    @Test
    void aChangeIsPushedToEveryInterestedSessionOnce() {
        phone.interested();
        Client desk = station.client(ALICE, "desk").interested();
        Client idle = station.client(ALICE, "idle").available(0);
        own(Action.SET, query(item(BOB, "name", "Robert")));
        own(Action.SET, query(item(BOB, "name", "Robert")));

        for (Client each : List.of(phone, desk)) {
            assertThat(each.received()).singleElement().satisfies(one -> {
                assertThat(one.to()).contains(each.session().address());
                assertThat(one.from()).isEmpty();
                assertThat(((IqRequest) one).action()).isEqualTo(Action.SET);
                assertThat(((IqRequest) one).payload().attribute("ver")).contains("1");
            });
        }
        assertThat(idle.received()).isEmpty();
        String id = phone.received().getFirst().id().orElseThrow();
        assertThat(id).hasSize(16).isNotEqualTo(desk.received().getFirst().id().orElseThrow());
    }

    /** A change of the request alone is nothing that a roster shows. */
    @Test
    void whatIsNoChangeOfTheItemIsNotPushedAndNotForgotten() {
        phone.interested();
        cache.of(ALICE);
        RosterContact before = RosterContact.unknown(BOB);
        RosterContact after = before.withRequest(Optional.of(new SubscriptionRequest(Instant.EPOCH, Blob.of(""))));
        push.changed(ALICE, new RosterUpdate(before, after, 3));
        assertThat(phone.received()).isEmpty();
        assertThat(cache.size()).isEqualTo(1);
        push.changed(ALICE, new RosterUpdate(before, before.withItem(Optional.of(FULL)), 4));
        assertThat(cache.size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"ROSTER_FULL,RESOURCE_CONSTRAINT", "NO_ACCOUNT,SERVICE_UNAVAILABLE"})
    void whatTheStoreRefusesIsRefusedAndNotPushed(Refusal reason, StanzaCondition condition) {
        phone.interested();
        station.rosters().refuse(reason);
        assertThat(own(Action.SET, query(item(BOB, "name", "Robert")))).isEqualTo(IqAnswer.refuse(condition));
        assertThat(phone.received()).isEmpty();
    }

    @Test
    void whatIsWrongIsRefusedBeforeTheStoreIsAsked() {
        assertThat(own(Action.SET, query())).isEqualTo(IqAnswer.refuse(StanzaCondition.BAD_REQUEST));
        assertThat(own(Action.SET, query(item(ALICE, "name", "I"))))
                .isEqualTo(IqAnswer.refuse(StanzaCondition.NOT_ALLOWED));
    }

    /** Section 2.5.2: the subscriptions as they were are ended, and the answer waits for that. */
    @Test
    void aRemovalIsAnsweredWhenTheContactsSideIsDone() {
        phone.interested();
        station.rosters().knows(ALICE, BOB, FULL);
        SubscriptionRequest request = new SubscriptionRequest(Instant.EPOCH, Blob.of(""));
        assertThat(station.rosters().update(ALICE, BOB, known -> known.withRequest(Optional.of(request))))
                .isCompleted();
        CompletableFuture<IqAnswer> answer =
                asked(Route.Target.OWN_ACCOUNT, Action.SET, query(item(BOB, "subscription", "remove")));
        station.tasks().run();

        assertThat(answer).isNotDone();
        assertThat(cancelled).containsExactly(new RosterContact(BOB, Optional.of(FULL), Optional.of(request)));
        assertThat(station.rosters().what(ALICE, BOB)).isEqualTo(RosterContact.unknown(BOB));
        assertThat(phone.words()).hasSize(1).allMatch(word -> word.contains("remove"));
        cancellation.complete(null);
        assertThat(station.done(answer)).isEqualTo(IqAnswer.done());
    }

    /** Section 2.5.3: who is not in the roster cannot be removed, and its request waits on. */
    @Test
    void whoIsNotThereCannotBeRemoved() {
        SubscriptionRequest request = new SubscriptionRequest(Instant.EPOCH, Blob.of(""));
        assertThat(station.rosters().update(ALICE, BOB, known -> known.withRequest(Optional.of(request))))
                .isCompleted();
        assertThat(own(Action.SET, query(item(BOB, "subscription", "remove"))))
                .isEqualTo(IqAnswer.refuse(StanzaCondition.ITEM_NOT_FOUND));
        assertThat(cancelled).isEmpty();
        assertThat(station.rosters().what(ALICE, BOB).request()).contains(request);
        station.rosters().refuse(Refusal.NO_ACCOUNT);
        assertThat(own(Action.SET, query(item(BOB, "subscription", "remove"))))
                .isEqualTo(IqAnswer.refuse(StanzaCondition.SERVICE_UNAVAILABLE));
    }

    /** The rosters of others are looked at, not kept: only who has a session takes its own out again. */
    @Test
    void aGlanceAtARosterKeepsNothing() {
        assertThat(cache.peek(BOB).items()).isEmpty();
        assertThat(cache.size()).isZero();
        Roster mine = cache.of(ALICE);
        assertThat(cache.of(ALICE)).isSameAs(mine);
        assertThat(cache.peek(ALICE)).isSameAs(mine);
        assertThat(station.rosters().reads()).containsExactly("bob@localhost", "alice@localhost");
        cache.forget(ALICE);
        cache.of(ALICE);
        assertThat(station.rosters().reads()).hasSize(3);
    }
}
