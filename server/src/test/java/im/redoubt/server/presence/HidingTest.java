package im.redoubt.server.presence;

import static im.redoubt.server.fixture.Station.ALICE;
import static im.redoubt.server.fixture.Station.BOB;
import static im.redoubt.server.fixture.Station.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.server.blocking.BlockingCommand;
import im.redoubt.server.feature.Request;
import im.redoubt.server.feature.Route;
import im.redoubt.server.fixture.Client;
import im.redoubt.xml.Element;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What those see of an account whom it blocks and unblocks (XEP-0191 sections 3.3 and 3.4). Bob is the one who blocks. */
@Tag("R-77")
@Tag("R-79")
class HidingTest {
    private final Neighbours neighbours = new Neighbours();
    private final BlockingCommand command = new BlockingCommand(
            new BlockingCommand.Parts(
                    neighbours.station.blocks(),
                    neighbours.station.queues(),
                    neighbours.station.blocklists(),
                    neighbours.station.sessions(),
                    new SecureRandom()),
            neighbours.presence,
            (reporter, report) -> {});

    private void asks(Client client, String name, String... addresses) {
        Element.Builder payload = Element.named("urn:xmpp:blocking", name);
        for (String address : addresses) {
            payload.child(Element.named("urn:xmpp:blocking", "item")
                    .attribute("jid", address)
                    .build());
        }
        IqRequest request = IqRequest.of(IqRequest.Action.SET, StanzaHeader.EMPTY.withId("q"), payload.build());
        Route route = command.routes().stream()
                .filter(one -> one.payload().equals(request.payloadName()))
                .findFirst()
                .orElseThrow();
        neighbours.station.done(route.handler()
                .handle(new Request(request, client.session(), client.session().account())));
    }

    @Test
    void everySessionIsGoneForAContactAndForNobodyElse() {
        neighbours.friends(ALICE, BOB);
        neighbours.friends(CAROL, BOB);
        Client home = neighbours.online(BOB, "home");
        neighbours.online(BOB, "work");
        neighbours.client(BOB, "absent");
        Client alice = neighbours.online(ALICE, "phone");
        Client carol = neighbours.online(CAROL, "phone");
        alice.forget();
        carol.forget();

        asks(home, "block", "alice@localhost");
        assertThat(alice.words())
                .containsExactly(
                        "unavailable bob@localhost/home > alice@localhost",
                        "unavailable bob@localhost/work > alice@localhost");
        asks(home, "block", "alice@localhost", "spam.example");
        assertThat(alice.words()).as("nobody is told twice").hasSize(2);
        neighbours.priority(home, 3);
        neighbours.ends(home);
        assertThat(alice.words()).hasSize(2);
        assertThat(carol.words())
                .containsExactly(
                        "available bob@localhost/home > carol@localhost",
                        "unavailable bob@localhost/home > carol@localhost");
    }

    @Test
    void whoIsUnblockedSeesWhoIsThereNowAndIsSeenAgain() {
        neighbours.friends(ALICE, BOB);
        neighbours.station.blocks().blocks(BOB, "localhost", "alice@localhost");
        Client home = neighbours.online(BOB, "home");
        Client alice = neighbours.online(ALICE, "phone");
        assertThat(alice.words())
                .containsExactlyInAnyOrder("unavailable bob@localhost > alice@localhost/phone", own(ALICE));
        alice.forget();
        home.forget();

        asks(home, "unblock", "alice@localhost");
        assertThat(alice.words()).as("her domain is still on the list").isEmpty();
        asks(home, "unblock", "localhost");
        assertThat(alice.words()).containsExactly("available bob@localhost/home > alice@localhost");
        assertThat(home.words()).containsExactly("available alice@localhost/phone > bob@localhost/home");
    }

    private static String own(im.redoubt.protocol.address.BareJid account) {
        return "available " + account + "/phone > " + account;
    }

    @Test
    void whoMaySeeNothingIsToldNothing() {
        neighbours.sees(BOB, ALICE);
        Client home = neighbours.online(BOB, "home");
        Client alice = neighbours.online(ALICE, "phone");
        Client carol = neighbours.online(CAROL, "phone");
        alice.forget();
        carol.forget();
        home.forget();
        asks(home, "block", "alice@localhost", "carol@localhost");
        asks(home, "unblock");
        assertThat(alice.words()).isEmpty();
        assertThat(carol.words()).isEmpty();
        assertThat(home.words()).containsExactly("available alice@localhost/phone > bob@localhost/home");
    }

    /** What was directed at a session ends, once, and does not begin again. */
    @Test
    void directedPresenceEndsForGood() {
        neighbours.friends(ALICE, BOB);
        Client home = neighbours.online(BOB, "home");
        Client alice = neighbours.online(ALICE, "phone");
        Client carol = neighbours.online(CAROL, "phone");
        neighbours.sends(home, PresenceType.AVAILABLE, Optional.of("alice@localhost/phone"));
        neighbours.sends(home, PresenceType.AVAILABLE, Optional.of("carol@localhost/phone"));
        alice.forget();
        carol.forget();
        asks(home, "block", "localhost");
        assertThat(alice.words()).containsExactly("unavailable bob@localhost/home > alice@localhost");
        assertThat(carol.words()).containsExactly("unavailable bob@localhost/home > carol@localhost/phone");
        assertThat(home.session().directed()).isEmpty();
        asks(home, "unblock");
        neighbours.ends(home);
        assertThat(carol.words()).hasSize(1);
    }

    /** A session on the list by its full address is kept away, and the others of its account are not. */
    @Test
    void aSessionIsKeptAwayAlone() {
        neighbours.friends(ALICE, BOB);
        Client home = neighbours.online(BOB, "home");
        Client phone = neighbours.online(ALICE, "phone");
        Client desk = neighbours.online(ALICE, "desk");
        phone.forget();
        desk.forget();
        asks(home, "block", "alice@localhost/phone");
        neighbours.priority(home, 3);
        assertThat(phone.words()).containsExactly("unavailable bob@localhost/home > alice@localhost/phone");
        assertThat(desk.words()).containsExactly("available bob@localhost/home > alice@localhost");
        asks(home, "unblock", "alice@localhost/phone");
        assertThat(phone.words()).last().isEqualTo("available bob@localhost/home > alice@localhost/phone");
    }

    /** Two who block each other are silent to each other, and what one of them ends goes on for the other. */
    @Test
    void twoWhoBlockEachOtherHearNothing() {
        neighbours.friends(ALICE, BOB);
        Client home = neighbours.online(BOB, "home");
        Client alice = neighbours.online(ALICE, "phone");
        asks(alice, "block", "bob@localhost");
        alice.forget();
        home.forget();
        asks(home, "block", "alice@localhost");
        asks(alice, "unblock");
        neighbours.priority(home, 3);
        neighbours.priority(alice, 3);
        assertThat(alice.words()).containsExactly("unavailable bob@localhost > alice@localhost/phone", own(ALICE));
        assertThat(home.words()).containsExactly("available bob@localhost/home > bob@localhost");
    }

    /** An account that goes is in nobody's roster any more, whoever blocked whom: its name may be given to somebody else. */
    @Test
    @Tag("D-117")
    void anAccountThatGoesLeavesTheRostersOfThoseWhoBlockIt() {
        neighbours.friends(ALICE, BOB);
        neighbours.station.blocks().blocks(BOB, "alice@localhost");
        Client home = neighbours.online(BOB, "home");
        home.forget();
        Thread leaving = Thread.ofPlatform().start(() -> neighbours.presence.leave(ALICE));
        while (leaving.isAlive()) {
            neighbours.station.tasks().run();
        }
        assertThat(neighbours.rosters().what(BOB, ALICE).item().orElseThrow().subscription())
                .isEqualTo(im.redoubt.server.store.Subscription.NONE);
        assertThat(home.words()).isEmpty();
    }

    @Test
    void nothingIsLeftAtHandWhenEverybodyHasGone() {
        neighbours.friends(ALICE, BOB);
        Client home = neighbours.online(BOB, "home");
        Client alice = neighbours.online(ALICE, "phone");
        asks(home, "block", "alice@localhost");
        neighbours.ends(home);
        neighbours.ends(alice);
        assertThat(neighbours.station.blocklists().size()).isZero();
        assertThat(neighbours.station.blocks().load(BOB).join()).isEqualTo(List.of(Jid.of("alice@localhost")));
    }
}
