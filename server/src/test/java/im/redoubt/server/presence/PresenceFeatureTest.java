package im.redoubt.server.presence;

import static im.redoubt.server.fixture.Station.ALICE;
import static im.redoubt.server.fixture.Station.BOB;
import static im.redoubt.server.fixture.Station.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.server.fixture.Client;
import im.redoubt.server.store.RosterItem;
import im.redoubt.server.store.Subscription;
import im.redoubt.xml.Element;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which way a presence takes by its type and its address, and probes by who may see whom (RFC 6121 section 4). */
class PresenceFeatureTest {
    private final Neighbours world = new Neighbours();

    private static Optional<String> to(String address) {
        return Optional.of(address).filter(text -> !text.isEmpty());
    }

    @ParameterizedTest
    @EnumSource(names = {"SUBSCRIBE", "SUBSCRIBED", "UNSUBSCRIBE", "UNSUBSCRIBED"})
    void aSubscriptionIsAboutSomebody(PresenceType type) {
        Client alice = world.client(ALICE, "phone");
        world.sends(alice, type, Optional.empty());
        assertThat(alice.words()).containsExactly("bad-request - > alice@localhost/phone");
    }

    @ParameterizedTest
    @CsvSource({
        "AVAILABLE,bob@example.net,remote-server-not-found",
        "UNAVAILABLE,bob@example.net/x,remote-server-not-found",
        "PROBE,bob@example.net,remote-server-not-found",
        "AVAILABLE,localhost,''",
        "UNAVAILABLE,localhost/x,''",
        "PROBE,localhost,''"
    })
    void whatLeavesTheDomainIsRefusedAndWhatIsForTheServerTaken(PresenceType type, String address, String condition) {
        Client alice = world.client(ALICE, "phone");
        world.sends(alice, type, to(address));
        assertThat(alice.words().stream().map(word -> word.split(" ", 2)[0]))
                .isEqualTo(condition.isEmpty() ? List.of() : List.of(condition));
        assertThat(alice.session().directed()).isEmpty();
    }

    /** Errors are for the one session that gets them, and are never answered (RFC 6120 section 8.3.1). */
    @ParameterizedTest
    @CsvSource({"bob@localhost/home,1", "bob@localhost,0", "bob@localhost/gone,0", "'',0"})
    void anErrorGoesToTheSessionAddressed(String address, int times) {
        Client bob = world.online(BOB, "home");
        bob.forget();
        Client alice = world.client(ALICE, "phone");
        world.sends(alice, PresenceType.ERROR, to(address));
        assertThat(bob.words()).hasSize(times);
        assertThat(alice.words()).isEmpty();
    }

    @Test
    @Tag("S-19")
    void aPriorityThatIsNoneChangesNothing() {
        Client alice = world.online(ALICE, "phone");
        alice.forget();
        Element wrong = Element.named("jabber:client", "priority").text("200").build();
        world.sends(alice, PresenceType.AVAILABLE, Optional.empty(), List.of(wrong));
        assertThat(alice.words()).containsExactly("bad-request - > alice@localhost/phone");
        assertThat(alice.session().availability().orElseThrow().priority()).isZero();
    }

    /** Whoever is full may still renew what it said, take it back, and then say it to somebody else. */
    @Test
    void directedPresenceIsBoundedByTheNumberOfThoseItIsFor() {
        Client alice = world.client(ALICE, "phone");
        Client carol = world.online(CAROL, "home");
        carol.forget();
        world.sends(alice, PresenceType.AVAILABLE, to("bob@localhost"));
        world.sends(alice, PresenceType.AVAILABLE, to("bob@localhost/home"));
        assertThat(alice.session().directed()).hasSize(Neighbours.MAX_DIRECTED);
        world.sends(alice, PresenceType.AVAILABLE, to("carol@localhost"));
        assertThat(alice.words()).containsExactly("resource-constraint carol@localhost > alice@localhost/phone");
        assertThat(carol.words()).isEmpty();

        alice.forget();
        world.sends(alice, PresenceType.AVAILABLE, to("bob@localhost"));
        world.sends(alice, PresenceType.UNAVAILABLE, to("bob@localhost"));
        world.sends(alice, PresenceType.AVAILABLE, to("carol@localhost"));
        assertThat(alice.words()).isEmpty();
        assertThat(carol.words()).containsExactly("available alice@localhost/phone > carol@localhost");
    }

    /** Section 4.6.4: who was never told may be told to be left, even by who is full. */
    @Test
    void leavingIsNeverTooMuch() {
        Client alice = world.client(ALICE, "phone");
        Client carol = world.online(CAROL, "home");
        carol.forget();
        world.sends(alice, PresenceType.AVAILABLE, to("bob@localhost"));
        world.sends(alice, PresenceType.AVAILABLE, to("bob@localhost/home"));
        world.sends(alice, PresenceType.UNAVAILABLE, to("carol@localhost"));
        assertThat(carol.words()).containsExactly("unavailable alice@localhost/phone > carol@localhost");
        assertThat(alice.words()).isEmpty();
    }

    /** Section 4.3.2: to whom it may concern all of it, to others nothing at all. */
    @ParameterizedTest
    @CsvSource({"NONE,NONE,0", "TO,NONE,2", "FROM,TO,0", "NONE,FROM,1", "NONE,BOTH,1", "TO,FROM,1"})
    @Tag("R-77")
    void aProbeIsAnsweredByWhatTheContactGrants(Subscription mine, Subscription theirs, int words) {
        Client bob = world.online(BOB, "home");
        Client alice = world.client(ALICE, "phone").interested();
        world.rosters().knows(ALICE, BOB, mine);
        world.rosters().knows(BOB, ALICE, theirs);
        world.cache.forget(BOB);
        world.sends(alice, PresenceType.PROBE, to("bob@localhost"));
        List<String> answers = alice.words();
        assertThat(answers).hasSize(words);
        if (words == 1) {
            assertThat(answers).containsExactly("available bob@localhost/home > alice@localhost/phone");
        } else if (words == 2) {
            assertThat(answers.getFirst()).isEqualTo("unsubscribed bob@localhost > alice@localhost");
            assertThat(answers.getLast()).startsWith("push ").contains("subscription='none'");
        }
        assertThat(bob.words()).noneMatch(word -> word.contains("alice"));
    }

    /** A request that waits is not withdrawn by a probe, whatever the roster says beside it. */
    @Test
    void aProbeLeavesARequestThatWaits() {
        RosterItem asked = new RosterItem(Optional.empty(), Subscription.FROM, true, false, List.of());
        world.rosters().knows(ALICE, BOB, asked);
        Client alice = world.client(ALICE, "phone").interested();
        world.sends(alice, PresenceType.PROBE, to("bob@localhost"));
        assertThat(alice.words()).isEmpty();
        assertThat(world.rosters().what(ALICE, BOB).item()).contains(asked);
    }

    /** Section 4.6.3: directed presence lets a probe find the session, not what others are shown of it. */
    @ParameterizedTest
    @CsvSource({
        "bob@localhost,alice@localhost,true",
        "bob@localhost/home,alice@localhost,true",
        "bob@localhost/home,alice@localhost/phone,true",
        "bob@localhost/other,alice@localhost,false",
        "bob@localhost,alice@localhost/desk,false",
        "carol@localhost,alice@localhost,false"
    })
    @Tag("R-77")
    void whoWasToldDirectlyFindsThatSession(String directed, String probed, boolean found) {
        Client alice = world.client(ALICE, "phone");
        world.priority(alice, 7);
        world.priority(world.client(ALICE, "desk"), 7);
        Client bob = world.client(BOB, "home").available(0);
        world.sends(alice, PresenceType.AVAILABLE, Optional.of(directed));
        bob.forget();
        world.sends(bob, PresenceType.PROBE, Optional.of(probed));
        assertThat(bob.words())
                .isEqualTo(found ? List.of("available alice@localhost/phone > bob@localhost/home") : List.of());
        bob.received().forEach(one -> assertThat(one.content().elements()).isEmpty());
    }

    /** One's own sessions are found by the bare and by the full address, and by no address at all. */
    @ParameterizedTest
    @ValueSource(strings = {"", "alice@localhost", "alice@localhost/desk"})
    void oneselfIsAlwaysVisible(String address) {
        world.client(ALICE, "desk").available(1);
        Client alice = world.client(ALICE, "phone");
        world.sends(alice, PresenceType.PROBE, to(address));
        assertThat(alice.words()).containsExactly("available alice@localhost/desk > alice@localhost/phone");
    }

    @Test
    void oneselfMayBeAway() {
        Client alice = world.client(ALICE, "phone");
        world.sends(alice, PresenceType.PROBE, to("alice@localhost"));
        assertThat(alice.words()).containsExactly("unavailable alice@localhost > alice@localhost/phone");
    }

    /** Section 8.5.3.1: a session is there for those who may see it, and for whom it told. */
    @ParameterizedTest
    @CsvSource({
        "NONE,'',false",
        "TO,'',false",
        "FROM,'',true",
        "BOTH,'',true",
        "NONE,bob@localhost,true",
        "NONE,bob@localhost/home,true",
        "NONE,bob@localhost/other,false",
        "TO,carol@localhost,false"
    })
    void whoMayLearnThatASessionIsThere(Subscription granted, String directed, boolean shares) {
        world.rosters().knows(ALICE, BOB, granted);
        Client alice = world.client(ALICE, "phone");
        to(directed).ifPresent(address -> world.sends(alice, PresenceType.AVAILABLE, Optional.of(address)));
        assertThat(world.station.done(world.presence.shares(alice.session(), BOB.withResource("home"))))
                .isEqualTo(shares);
    }
}
