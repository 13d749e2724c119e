package im.redoubt.server.presence;

import static im.redoubt.server.fixture.Station.ALICE;
import static im.redoubt.server.fixture.Station.BOB;
import static im.redoubt.server.fixture.Station.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.server.fixture.Client;
import org.junit.jupiter.api.Test;

/** Which sessions get a presence. */
class DeliveryTest {
    private final Neighbours world = new Neighbours();
    private final Delivery delivery = world.delivery;
    private final Client phone = world.client(ALICE, "phone").available(-1);
    private final Client desk = world.client(ALICE, "desk").available(3).interested();
    private final Client asleep = world.client(ALICE, "asleep").interested();
    private final Client fresh = world.client(ALICE, "fresh");
    private final Presence fromBob = Presences.of(PresenceType.AVAILABLE, BOB.withResource("home"));

    /** Section 8.5.2.1.2: all available sessions, whatever their priority; the address stays as it was written. */
    @Test
    void aBareAddressMeansAllAvailableSessions() {
        delivery.to(ALICE, fromBob);
        for (Client each : java.util.List.of(phone, desk)) {
            assertThat(each.words()).containsExactly("available bob@localhost/home > alice@localhost");
        }
        assertThat(asleep.words()).isEmpty();
        assertThat(fresh.words()).isEmpty();
    }

    /** Section 8.5.3.1: a session that is addressed gets it although it is not available. */
    @Test
    void aFullAddressMeansThatSessionOnly() {
        delivery.to(ALICE.withResource("fresh"), fromBob);
        delivery.to(ALICE.withResource("nobody"), fromBob);
        assertThat(fresh.words()).containsExactly("available bob@localhost/home > alice@localhost/fresh");
        assertThat(phone.words()).isEmpty();
        assertThat(desk.words()).isEmpty();
    }

    /** Section 2.1.6: interested sessions asked for the roster; whether they are available does not matter. */
    @Test
    void interestedSessionsAreThoseThatAskedForTheRoster() {
        delivery.toInterested(ALICE, fromBob);
        assertThat(desk.words()).containsExactly("available bob@localhost/home > alice@localhost");
        assertThat(asleep.words()).containsExactly("available bob@localhost/home > alice@localhost");
        assertThat(phone.words()).isEmpty();
        assertThat(fresh.words()).isEmpty();
    }

    @Test
    void whatIsThereIsThePresenceOfEachAvailableSession() {
        Client bob = world.client(BOB, "home").available(0);
        delivery.current(ALICE, BOB);
        assertThat(bob.words())
                .containsExactly(
                        "available alice@localhost/phone > bob@localhost",
                        "available alice@localhost/desk > bob@localhost");
    }

    @Test
    void whatIsGoneIsWhatWasThere() {
        Client bob = world.client(BOB, "home").available(0);
        delivery.gone(ALICE, BOB.withResource("home"));
        assertThat(bob.words())
                .containsExactly(
                        "unavailable alice@localhost/phone > bob@localhost/home",
                        "unavailable alice@localhost/desk > bob@localhost/home");
    }

    @Test
    void aBroadcastReachesAvailableSessionsAndBareAddresses() {
        assertThat(delivery.reaches(ALICE)).isTrue();
        assertThat(delivery.reaches(ALICE.withResource("phone"))).isTrue();
        assertThat(delivery.reaches(ALICE.withResource("asleep"))).isFalse();
        assertThat(delivery.reaches(ALICE.withResource("nobody"))).isFalse();
    }

    @Test
    void anAccountIsAvailableWhileOneOfItsSessionsIs() {
        world.client(BOB, "home");
        assertThat(delivery.available(ALICE)).isTrue();
        assertThat(delivery.available(BOB)).isFalse();
        assertThat(delivery.available(CAROL)).isFalse();
    }
}
