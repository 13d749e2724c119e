package im.redoubt.server.presence;

import static im.redoubt.server.fixture.Station.ALICE;
import static im.redoubt.server.fixture.Station.BOB;
import static im.redoubt.server.fixture.Station.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.server.fixture.Client;
import im.redoubt.server.store.Admission;
import im.redoubt.server.store.Refusal;
import im.redoubt.server.store.RosterContact;
import im.redoubt.server.store.RosterItem;
import im.redoubt.server.store.Subscription;
import im.redoubt.xml.Element;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The way of subscription stanzas from one account to another (RFC 6121 section 3). */
class SubscriptionFlowTest {
    private static final Optional<String> TO_BOB = Optional.of("bob@localhost");
    private static final Optional<String> TO_ALICE = Optional.of("alice@localhost");

    private final Neighbours world = new Neighbours();

    private static RosterItem item(Subscription subscription, boolean ask, boolean approved) {
        return new RosterItem(Optional.empty(), subscription, ask, approved, List.of());
    }

    private static String push(BareJid contact, String rest) {
        return "push jid='" + contact + "' " + rest;
    }

    /** Without what is the same in each push. */
    private static List<String> plain(Client client) {
        return client.words().stream()
                .map(word -> word.replaceAll("<item xmlns=['\"]jabber:iq:roster['\"] (.*)/>", "$1")
                        .replace('"', '\''))
                .toList();
    }

    /** An answer that came sooner would tell that there is an account, and that it keeps away who asks. */
    @ParameterizedTest
    @Tag("SRV-12")
    @Tag("R-79")
    @Tag("IOT-05")
    @EnumSource(
            value = PresenceType.class,
            names = {"SUBSCRIBE", "SUBSCRIBED", "UNSUBSCRIBE", "UNSUBSCRIBED"})
    void whoIsKeptAwayWaitsForAsMuchAsForNobody(PresenceType type) {
        Client carol = world.client(CAROL, "phone");
        world.station.blocks().blocks(ALICE, "carol@localhost");
        world.station.admissions().says(BOB, Admission.Listed.of(List.of(ALICE), List.of()));
        Client bob = world.online(BOB, "home");
        bob.forget();

        world.sends(carol, type, Optional.of("nobody@localhost"));
        List<String> nobodys = world.rosters().updates();
        world.sends(carol, type, TO_ALICE);
        world.sends(carol, type, TO_BOB);

        assertThat(world.rosters().updates())
                .hasSize(3 * nobodys.size())
                .doesNotContain("alice@localhost", "bob@localhost");
        assertThat(bob.words()).isEmpty();
    }

    private void asks() {
        Client alice = world.client(ALICE, "asks");
        world.sends(alice, PresenceType.SUBSCRIBE, TO_BOB);
        world.station.gone(alice);
    }

    /** Section 3.1.2: stamped with the bare address, and with the id, language and content that its sender gave. */
    @Test
    void aRequestArrivesFromTheAccountWithAllThatWasSaid() {
        Client bob = world.online(BOB, "home");
        bob.forget();
        Client alice = world.client(ALICE, "phone");
        Element status =
                Element.named("jabber:client", "status").text("It is me").build();
        world.sends(alice, PresenceType.SUBSCRIBE, Optional.of("bob@localhost/home"), List.of(status));

        assertThat(bob.received()).hasSize(1);
        Presence arrived = (Presence) bob.received().getFirst();
        assertThat(arrived.type()).isEqualTo(PresenceType.SUBSCRIBE);
        assertThat(arrived.from()).contains(ALICE);
        assertThat(arrived.to()).contains(BOB);
        assertThat(arrived.id()).contains("p1");
        assertThat(arrived.header().lang()).contains("de");
        assertThat(arrived.content().elements()).containsExactly(status);
    }

    /** Section 3.1.3: to available sessions, whether they asked for the roster or not; to nobody a second time. */
    @Test
    void aRequestIsShownToAvailableSessionsOnce() {
        Client bob = world.online(BOB, "home");
        Client away = world.client(BOB, "away").interested();
        bob.forget();
        asks();
        asks();

        assertThat(bob.words()).containsExactly("subscribe alice@localhost > bob@localhost");
        assertThat(away.words()).isEmpty();
    }

    /** Section 3.1.3: what was kept is shown with its content to each session that comes, until it is answered. */
    @Test
    void aRequestThatWaitsIsShownAgainToEverySessionThatComes() {
        Client alice = world.client(ALICE, "phone");
        Element status =
                Element.named("jabber:client", "status").text("It is me").build();
        world.sends(alice, PresenceType.SUBSCRIBE, TO_BOB, List.of(status));

        for (String resource : List.of("one", "two")) {
            Client bob = world.online(BOB, resource);
            Presence shown = (Presence) bob.received().getLast();
            assertThat(shown.type()).isEqualTo(PresenceType.SUBSCRIBE);
            assertThat(shown.from()).contains(ALICE);
            assertThat(shown.to()).contains(BOB);
            assertThat(shown.content().elements()).containsExactly(status);
            assertThat(world.rosters().what(BOB, ALICE).request().orElseThrow().receivedAt())
                    .isEqualTo(Neighbours.NOW);
        }
        Client answering = world.client(BOB, "three");
        world.sends(answering, PresenceType.UNSUBSCRIBED, TO_ALICE);
        assertThat(world.online(BOB, "four").words()).noneMatch(word -> word.startsWith("subscribe"));
    }

    /** Sections 3.1.5 and 3.1.6: the approval first, then the roster change, then who is there. */
    @Test
    void anApprovalArrivesBeforeTheRosterChangeAndThatBeforeThePresence() {
        asks();
        Client alice = world.online(ALICE, "phone").interested();
        Client bob = world.online(BOB, "home").interested();
        alice.forget();
        bob.forget();
        world.sends(bob, PresenceType.SUBSCRIBED, TO_ALICE);

        assertThat(plain(alice))
                .containsExactly(
                        "subscribed bob@localhost > alice@localhost",
                        push(BOB, "subscription='to'"),
                        "available bob@localhost/home > alice@localhost");
        assertThat(plain(bob)).containsExactly(push(ALICE, "subscription='from'"));
    }

    /** Section 3.1.6: an approval that nobody asked for is not sent on, and the contact learns nothing of it. */
    @Test
    void anApprovalThatNobodyAskedForStaysWithWhoGaveIt() {
        Client alice = world.online(ALICE, "phone").interested();
        Client bob = world.online(BOB, "home").interested();
        alice.forget();
        world.sends(bob, PresenceType.SUBSCRIBED, TO_ALICE);

        assertThat(alice.words()).isEmpty();
        assertThat(world.rosters().what(BOB, ALICE).item()).contains(item(Subscription.NONE, false, true));
    }

    /** Section 3.4.2: a request that was approved beforehand is answered at once, and its owner is not asked. */
    @Test
    void aRequestApprovedBeforehandIsAnsweredWithoutAskingAgain() {
        Client bob = world.online(BOB, "home").interested();
        world.sends(bob, PresenceType.SUBSCRIBED, TO_ALICE);
        bob.forget();
        Client alice = world.online(ALICE, "phone").interested();
        alice.forget();
        world.sends(alice, PresenceType.SUBSCRIBE, TO_BOB);

        assertThat(plain(alice))
                .containsExactly(
                        push(BOB, "subscription='none' ask='subscribe'"),
                        "subscribed bob@localhost > alice@localhost",
                        push(BOB, "subscription='to'"),
                        "available bob@localhost/home > alice@localhost");
        assertThat(plain(bob)).containsExactly(push(ALICE, "subscription='from'"));
    }

    /** Section 3.1.3: who is already let in is told so once more; its own roster may have forgotten it. */
    @Test
    void aRequestOfWhoIsLetInAlreadyMendsTheAskersRoster() {
        world.rosters().knows(BOB, ALICE, Subscription.FROM);
        Client bob = world.online(BOB, "home").interested();
        bob.forget();
        Client alice = world.client(ALICE, "phone").interested();
        world.sends(alice, PresenceType.SUBSCRIBE, TO_BOB);

        assertThat(bob.words()).isEmpty();
        assertThat(world.rosters().what(ALICE, BOB).item()).contains(item(Subscription.TO, false, false));
    }

    /** Section 3.2.1: everybody who is told that the subscription ended is first told that the sessions are gone. */
    @Test
    void whoIsCutOffSeesTheSessionsLeaveBeforeItLearnsWhy() {
        world.friends(ALICE, BOB);
        Client alice = world.online(ALICE, "phone").interested();
        Client bob = world.online(BOB, "home").interested();
        world.client(BOB, "away");
        alice.forget();
        bob.forget();
        world.sends(bob, PresenceType.UNSUBSCRIBED, TO_ALICE);

        assertThat(plain(alice))
                .containsExactly(
                        "unavailable bob@localhost/home > alice@localhost",
                        "unsubscribed bob@localhost > alice@localhost",
                        push(BOB, "subscription='from'"));
        assertThat(plain(bob)).containsExactly(push(ALICE, "subscription='to'"));
    }

    /** Section 3.2.2: a refusal reaches who asked, although it never saw anything. */
    @Test
    void aRefusalReachesWhoAsked() {
        asks();
        Client alice = world.online(ALICE, "phone").interested();
        Client bob = world.client(BOB, "home");
        alice.forget();
        world.sends(bob, PresenceType.UNSUBSCRIBED, TO_ALICE);

        assertThat(plain(alice))
                .containsExactly("unsubscribed bob@localhost > alice@localhost", push(BOB, "subscription='none'"));
    }

    /** Section 3.2.2: nothing is sent on behalf of who never was asked, or it would say that the account exists. */
    @Test
    void aRefusalOfNobodyGoesNowhere() {
        world.rosters().knows(ALICE, BOB, item(Subscription.NONE, true, false));
        Client alice = world.online(ALICE, "phone").interested();
        alice.forget();
        world.sends(world.client(BOB, "home"), PresenceType.UNSUBSCRIBED, TO_ALICE);

        assertThat(alice.words()).isEmpty();
        assertThat(world.rosters().what(ALICE, BOB).item()).contains(item(Subscription.NONE, true, false));
    }

    /** Section 3.3.3: interested sessions learn it, then see the roster change; the other side sees them leave. */
    @Test
    void whoNoLongerWantsToSeeIsToldThatTheSessionsAreGone() {
        world.friends(ALICE, BOB);
        Client alice = world.online(ALICE, "phone").interested();
        Client bob = world.online(BOB, "home").interested();
        alice.forget();
        bob.forget();
        world.sends(alice, PresenceType.UNSUBSCRIBE, TO_BOB);

        assertThat(plain(bob))
                .containsExactly("unsubscribe alice@localhost > bob@localhost", push(ALICE, "subscription='to'"));
        assertThat(plain(alice))
                .containsExactly(push(BOB, "subscription='from'"), "unavailable bob@localhost/home > alice@localhost");
    }

    /** A request that is taken back is taken back from the one who was asked, too (appendix A.3.2). */
    @Test
    void aRequestThatIsTakenBackWaitsNoLonger() {
        asks();
        Client bob = world.online(BOB, "home").interested();
        bob.forget();
        Client alice = world.client(ALICE, "phone").interested();
        world.sends(alice, PresenceType.UNSUBSCRIBE, TO_BOB);

        assertThat(bob.words()).containsExactly("unsubscribe alice@localhost > bob@localhost");
        assertThat(plain(alice)).containsExactly(push(BOB, "subscription='none'"));
        assertThat(world.rosters().what(BOB, ALICE)).isEqualTo(RosterContact.unknown(ALICE));
    }

    @ParameterizedTest
    @EnumSource(names = {"SUBSCRIBE", "SUBSCRIBED", "UNSUBSCRIBE", "UNSUBSCRIBED"})
    void nothingIsSaidToOneselfOrWritten(PresenceType type) {
        Client alice = world.online(ALICE, "phone").interested();
        alice.forget();
        world.sends(alice, type, TO_ALICE);
        world.sends(alice, type, Optional.of("alice@localhost/phone"));

        assertThat(alice.words()).isEmpty();
        assertThat(world.rosters().what(ALICE, ALICE)).isEqualTo(RosterContact.unknown(ALICE));
    }

    @Test
    void otherDomainsAreRefusedAndNothingIsWritten() {
        Client alice = world.client(ALICE, "phone").interested();
        world.sends(alice, PresenceType.SUBSCRIBE, Optional.of("romeo@example.net"));

        assertThat(alice.words()).containsExactly("remote-server-not-found romeo@example.net > alice@localhost/phone");
        BareJid romeo = BareJid.of("romeo@example.net");
        assertThat(world.rosters().what(ALICE, romeo)).isEqualTo(RosterContact.unknown(romeo));
    }

    /** The server's own address is a contact like any that never answers. */
    @Test
    void theServerItselfNeverAnswers() {
        Client alice = world.client(ALICE, "phone").interested();
        BareJid server = BareJid.of("localhost");
        world.rosters().account(server);
        world.sends(alice, PresenceType.SUBSCRIBE, Optional.of("localhost"));

        assertThat(plain(alice)).containsExactly(push(server, "subscription='none' ask='subscribe'"));
        assertThat(world.rosters().what(server, ALICE).request()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ROSTER_FULL,resource-constraint", "NO_ACCOUNT,", "REQUESTS_FULL,"})
    void aFullRosterIsTheOnlyRefusalThatIsTold(Refusal reason, String condition) {
        world.rosters().refuse(reason);
        Client alice = world.client(ALICE, "phone").interested();
        world.sends(alice, PresenceType.SUBSCRIBE, TO_BOB);

        assertThat(alice.words().stream().map(word -> word.split(" ", 2)[0]))
                .isEqualTo(condition == null ? List.of() : List.of(condition));
    }

    @Test
    void whatAnUnknownAccountIsAskedHasNoEffectBesideTheAskersRoster() {
        Client alice = world.online(ALICE, "phone").interested();
        alice.forget();
        world.sends(alice, PresenceType.SUBSCRIBE, Optional.of("nobody@localhost"));

        assertThat(plain(alice))
                .containsExactly(push(BareJid.of("nobody@localhost"), "subscription='none' ask='subscribe'"));
    }

    /** Section 2.5.2: what is ended depends on what there was, in both directions, the waiting requests included. */
    @ParameterizedTest
    @CsvSource({
        "NONE,false,false,''",
        "NONE,true,false,unsubscribe",
        "NONE,false,true,unsubscribed",
        "NONE,true,true,unsubscribe unsubscribed",
        "TO,false,false,unsubscribe",
        "TO,false,true,unsubscribe unsubscribed",
        "FROM,false,false,unsubscribed",
        "FROM,true,false,unsubscribe unsubscribed",
        "BOTH,false,false,unsubscribe unsubscribed"
    })
    void removalEndsWhatThereWas(Subscription subscription, boolean ask, boolean asked, String expected) {
        if (asked) {
            world.sends(world.client(BOB, "asks"), PresenceType.SUBSCRIBE, TO_ALICE);
        }
        RosterItem mine = item(subscription, ask, false);
        world.rosters().knows(ALICE, BOB, mine);
        world.rosters().knows(BOB, ALICE, mirrored(subscription, asked));
        if (ask) {
            world.sends(world.client(ALICE, "asks"), PresenceType.SUBSCRIBE, TO_BOB);
        }
        Client bob = world.online(BOB, "home").interested();
        bob.forget();
        RosterContact removed = world.rosters().what(ALICE, BOB);
        world.station.done(world.presence.cancel(ALICE, removed));

        assertThat(bob.words().stream().filter(word -> !word.startsWith("push")).map(word -> word.split(" ", 2)[0]))
                .containsExactlyElementsOf(expected.isEmpty() ? List.of() : List.of(expected.split(" ", -1)));
        assertThat(world.rosters().what(BOB, ALICE).request()).isEmpty();
        world.rosters().what(BOB, ALICE).item().ifPresent(item -> {
            assertThat(item.subscription()).isEqualTo(Subscription.NONE);
            assertThat(item.ask()).isFalse();
        });
    }

    private static RosterItem mirrored(Subscription subscription, boolean asked) {
        return switch (subscription) {
            case TO -> item(Subscription.FROM, asked, false);
            case FROM -> item(Subscription.TO, false, false);
            case NONE, BOTH -> item(subscription, asked, false);
        };
    }

    /** An account that is removed is gone for who saw it, who asked for it, and whom it asked (section 2.5.2 for each). */
    @Test
    void anAccountThatLeavesIsNobodysContactAnyMore() throws InterruptedException {
        world.friends(ALICE, BOB);
        world.sends(world.client(CAROL, "asks"), PresenceType.SUBSCRIBE, TO_ALICE);
        Client carol = world.online(CAROL, "home").interested();
        Client bob = world.online(BOB, "home").interested();
        List.of(bob, carol).forEach(Client::forget);
        // Leaving waits for what it gives to others to do, so they must do it meanwhile.
        Thread leaving = Thread.ofPlatform().start(() -> world.presence.leave(ALICE));
        for (int look = 0; look < 3_000 && !leaving.join(Duration.ofMillis(10)); look++) {
            world.station.tasks().run();
        }
        assertThat(leaving.isAlive()).isFalse();
        world.station.tasks().run();

        assertThat(bob.words().stream().filter(word -> !word.startsWith("push")))
                .containsExactly(
                        "unsubscribe alice@localhost > bob@localhost", "unsubscribed alice@localhost > bob@localhost");
        assertThat(carol.words().stream().filter(word -> !word.startsWith("push")))
                .containsExactly("unsubscribed alice@localhost > carol@localhost");
        assertThat(world.rosters().what(BOB, ALICE).item()).contains(item(Subscription.NONE, false, false));
        assertThat(world.rosters().what(CAROL, ALICE).item()).contains(item(Subscription.NONE, false, false));
    }
}
