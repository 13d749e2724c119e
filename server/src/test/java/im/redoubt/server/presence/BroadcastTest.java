package im.redoubt.server.presence;

import static im.redoubt.server.fixture.Station.ALICE;
import static im.redoubt.server.fixture.Station.BOB;
import static im.redoubt.server.fixture.Station.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.server.fixture.Client;
import im.redoubt.server.store.Subscription;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens when sessions come, change and leave (RFC 6121 sections 4.2 to 4.6), and in what order. */
class BroadcastTest {
    private final Neighbours world = new Neighbours();

    /** Section 4.2.2 before section 4.3: the own presence goes out first, then one is told who else is there. */
    @Test
    void whoComesHearsItselfThenItsOtherSessionsThenItsContacts() {
        world.sees(ALICE, BOB);
        world.sees(ALICE, CAROL);
        world.online(BOB, "home");
        world.online(ALICE, "desk");
        Client phone = world.online(ALICE, "phone");

        assertThat(phone.words())
                .containsExactly(
                        "available alice@localhost/phone > alice@localhost",
                        "available alice@localhost/desk > alice@localhost/phone",
                        "available bob@localhost/home > alice@localhost/phone",
                        "unavailable carol@localhost > alice@localhost/phone");
    }

    /** Section 4.2.2: the presence is shown as it came, with its id, its language and what is in it. */
    @Test
    void whatWasSaidArrivesWhole() {
        world.sees(BOB, ALICE);
        Client bob = world.online(BOB, "home");
        bob.forget();
        Client alice = world.client(ALICE, "phone");
        world.priority(alice, -5);

        assertThat(bob.received()).hasSize(1);
        assertThat(bob.received().getFirst().id()).contains("p1");
        assertThat(bob.received().getFirst().header().lang()).contains("de");
        assertThat(bob.received().getFirst().content().elements().getFirst().text())
                .isEqualTo("-5");
        assertThat(alice.session().availability().orElseThrow().priority()).isEqualTo(-5);
    }

    /** A task that was queued before the stream ended must not bring the session back. */
    @Test
    void whoEndedBeforeItCameNeverComes() {
        world.friends(ALICE, BOB);
        Client bob = world.online(BOB, "home");
        bob.forget();
        world.hooked.clear();
        Client alice = world.client(ALICE, "phone");
        world.station.gone(alice);
        world.sends(alice, PresenceType.AVAILABLE, Optional.empty());
        world.ends(alice);

        assertThat(bob.words()).isEmpty();
        assertThat(alice.session().availability()).isEmpty();
        assertThat(world.hooked).isEmpty();
    }

    /** What waits is asked for when messages begin to be wanted, and at no other change of the presence. */
    @ParameterizedTest
    @CsvSource({"'0', 1", "'-1', 0", "'0 5', 1", "'-1 -2', 0", "'-1 0', 1", "'5 -1 5', 2", "'-128 127 0 -1', 1"})
    void whatWaitsIsAskedForWhenMessagesBeginToBeWanted(String priorities, int times) {
        world.somethingWaits = true;
        Client alice = world.client(ALICE, "phone");
        for (String priority : priorities.split(" ", -1)) {
            world.priority(alice, Integer.parseInt(priority));
        }
        assertThat(world.hooked.stream().filter("asked"::equals)).hasSize(times);
        assertThat(world.hooked.stream().filter("called"::equals)).hasSize(times);
        assertThat(world.hooked).hasSize(2 * times);
    }

    @Test
    void whereNothingWaitsNobodyIsCalledAndNothingIsHeldBack() {
        Client alice = world.online(ALICE, "phone");
        assertThat(world.hooked).containsExactly("asked");
        assertThat(alice.session().isCatchingUp()).isFalse();
    }

    /** A session that left and comes again is new: it is told again who is there, and what waits is asked for again. */
    @Test
    void whoComesAgainIsToldAgain() {
        world.sees(ALICE, BOB);
        world.online(BOB, "home");
        world.hooked.clear();
        Client alice = world.online(ALICE, "phone");
        world.sends(alice, PresenceType.UNAVAILABLE, Optional.empty());
        assertThat(alice.session().availability()).isEmpty();
        alice.forget();
        world.sends(alice, PresenceType.AVAILABLE, Optional.empty());

        assertThat(alice.words())
                .containsExactly(
                        "available alice@localhost/phone > alice@localhost",
                        "available bob@localhost/home > alice@localhost/phone");
        assertThat(world.hooked).containsExactly("asked", "asked");
    }

    /** Section 4.4.2: the own sessions hear of a change once, even where the account is in its own roster. */
    @ParameterizedTest
    @ValueSource(strings = {"NONE", "FROM", "BOTH"})
    void whoIsInItsOwnRosterHearsItselfAtMostOnce(Subscription subscription) {
        world.rosters().knows(ALICE, ALICE, subscription);
        Client alice = world.online(ALICE, "phone");
        assertThat(alice.words().stream()
                        .filter(word -> word.equals("available alice@localhost/phone > alice@localhost")))
                .hasSize(subscription == Subscription.NONE ? 0 : 1);
    }

    /** Section 4.6.3: to whom presence was directed is told of the end exactly once, subscribed or not. */
    @ParameterizedTest
    @CsvSource({
        "true, bob@localhost, true, 1",
        "true, bob@localhost/home, true, 1",
        "true, bob@localhost/home, false, 1",
        "true, bob@localhost, false, 0",
        "false, bob@localhost, true, 1",
        "false, bob@localhost/home, true, 1",
        "false, bob@localhost/home, false, 1",
        "false, bob@localhost, false, 0",
        "false, bob@localhost/gone, true, 0"
    })
    void whoWasToldDirectlyIsToldOfTheEndOnce(boolean subscribed, String to, boolean there, int times) {
        if (subscribed) {
            world.sees(BOB, ALICE);
        }
        Client bob = there ? world.online(BOB, "home") : world.client(BOB, "home");
        Client alice = world.online(ALICE, "phone");
        world.sends(alice, PresenceType.AVAILABLE, Optional.of(to));
        bob.forget();
        world.sends(alice, PresenceType.UNAVAILABLE, Optional.empty());
        assertThat(bob.words())
                .hasSize(times)
                .allMatch(word -> word.startsWith("unavailable alice@localhost/phone > "));
        bob.forget();
        world.ends(alice);
        assertThat(bob.words()).isEmpty();
    }

    /** Section 4.6.3, for a session that never came on line itself: nobody else hears of it. */
    @Test
    void whoOnlyToldSomebodyDirectlyTellsNobodyElseThatItLeft() {
        world.friends(ALICE, CAROL);
        world.friends(ALICE, BOB);
        Client bob = world.online(BOB, "home");
        Client carol = world.online(CAROL, "home");
        Client alice = world.client(ALICE, "phone");
        world.sends(alice, PresenceType.AVAILABLE, Optional.of("bob@localhost"));
        List.of(bob, carol).forEach(Client::forget);
        world.ends(alice);

        assertThat(bob.words()).containsExactly("unavailable alice@localhost/phone > bob@localhost");
        assertThat(carol.words()).isEmpty();
    }

    /** The roster stays in memory for as long as the account has a session, and no longer. */
    @Test
    void theRosterIsForgottenWithTheLastSession() {
        Client desk = world.online(ALICE, "desk");
        Client phone = world.online(ALICE, "phone");
        assertThat(world.cache.size()).isEqualTo(1);
        world.sends(phone, PresenceType.UNAVAILABLE, Optional.empty());
        assertThat(world.cache.size()).isEqualTo(1);
        world.ends(phone);
        assertThat(world.cache.size()).isEqualTo(1);
        world.ends(desk);
        assertThat(world.cache.size()).isZero();
        assertThat(world.rosters().reads()).containsExactly("alice@localhost");
    }

    /** A session that never came has read no roster, and does not read one to leave. */
    @Test
    void whoLeavesWithoutHavingComeReadsNothing() {
        Client alice = world.client(ALICE, "phone");
        world.ends(alice);
        assertThat(world.rosters().reads()).isEmpty();
    }

    /** Section 4.3.2 point 3: of whom no session is available nothing is read, since nothing could be told. */
    @Test
    void ofWhoIsNotThereNothingIsRead() {
        world.sees(ALICE, BOB);
        world.client(BOB, "home").interested();
        Client alice = world.online(ALICE, "phone");

        assertThat(alice.words()).contains("unavailable bob@localhost > alice@localhost/phone");
        assertThat(world.rosters().reads()).containsExactly("alice@localhost");
    }

    /** Section 4.3.2 point 1: the roster that claims what the other one does not grant is put right. */
    @ParameterizedTest
    @CsvSource({"NONE,false", "TO,false", "FROM,true", "BOTH,true"})
    void onlyWhatTheContactGrantsIsShown(Subscription theirs, boolean shown) {
        world.rosters().knows(ALICE, BOB, Subscription.BOTH);
        world.rosters().knows(BOB, ALICE, theirs);
        world.online(BOB, "home");
        Client alice = world.online(ALICE, "phone");

        assertThat(alice.words().contains("available bob@localhost/home > alice@localhost/phone"))
                .isEqualTo(shown);
        assertThat(world.rosters().what(ALICE, BOB).item().orElseThrow().subscription())
                .isEqualTo(shown ? Subscription.BOTH : Subscription.FROM);
    }
}
