package im.redoubt.server;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.server.House.Guest;
import im.redoubt.server.store.Subscription;
import im.redoubt.xml.Element;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Presence from coming to leaving (RFC 6121 section 4): who is told what, and how often. */
class PresenceTest {
    @TempDir
    static Path directory;

    private static House house;
    private static int pairs;

    private final BareJid alice;
    private final BareJid bob;

    PresenceTest() {
        pairs++;
        alice = house.account("alice" + pairs);
        bob = house.account("bob" + pairs);
    }

    @BeforeAll
    static void open() {
        house = new House(directory);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private void friends() {
        house.knows(alice, bob, Subscription.BOTH);
        house.knows(bob, alice, Subscription.BOTH);
    }

    private static List<String> told(Guest guest) {
        return guest.presences().stream()
                .map(presence -> presence.typeAttribute().orElse("available") + " "
                        + presence.from().map(Object::toString).orElse(""))
                .sorted()
                .toList();
    }

    @Test
    void whoComesIsToldWhoIsThereAndWhoIsNot() {
        BareJid carol = house.account("carol" + pairs);
        friends();
        house.knows(alice, carol, Subscription.TO);
        house.knows(carol, alice, Subscription.FROM);
        house.guest(bob, "c1").comesOnline(0);
        house.guest(bob, "c2").comesOnline(-1);
        Guest guest = house.guest(alice, "s").comesOnline(0);

        assertThat(told(guest))
                .containsExactly(
                        "available " + alice + "/s",
                        "available " + bob + "/c1",
                        "available " + bob + "/c2",
                        "unavailable " + carol);
    }

    @ParameterizedTest
    @CsvSource({"NONE,0", "FROM,0", "TO,1", "BOTH,1"})
    @Tag("R-77")
    void onlyWhoSeesAContactIsToldOfIt(Subscription subscription, int times) {
        house.knows(alice, bob, subscription);
        house.knows(
                bob,
                alice,
                switch (subscription) {
                    case TO -> Subscription.FROM;
                    case FROM -> Subscription.TO;
                    case BOTH -> Subscription.BOTH;
                    case NONE -> Subscription.NONE;
                });
        house.guest(bob, "c1").comesOnline(0);
        Guest guest = house.guest(alice, "s").comesOnline(0);

        assertThat(told(guest).stream().filter(word -> word.contains(bob.toString())))
                .hasSize(times);
    }

    @Test
    @Tag("R-77")
    void aRosterThatClaimsTooMuchIsPutRight() {
        house.knows(alice, bob, Subscription.TO);
        house.guest(bob, "c1").comesOnline(0);
        Guest guest = house.guest(alice, "s").comesOnline(0);

        assertThat(told(guest)).containsExactly("available " + alice + "/s", "unsubscribed " + bob);
        assertThat(house.item(alice, bob).subscription()).isEqualTo(Subscription.NONE);
    }

    @Test
    void aChangeGoesToEverybodyWhoSeesItOnceAndProbesNobody() {
        friends();
        Guest friend = house.guest(bob, "c1").comesOnline(0);
        Guest other = house.guest(alice, "t").comesOnline(0);
        Guest guest = house.guest(alice, "s").comesOnline(0);
        List.of(friend, other, guest).forEach(Guest::forget);
        guest.comesOnline(7);

        for (Guest each : List.of(friend, other, guest)) {
            assertThat(told(each)).containsExactly("available " + alice + "/s");
        }
    }

    @Test
    void whoLeavesIsGoneForEverybodyAndForItself() {
        friends();
        Guest friend = house.guest(bob, "c1").comesOnline(0);
        Guest guest = house.guest(alice, "s").comesOnline(0);
        List.of(friend, guest).forEach(Guest::forget);
        guest.presence("unavailable", Optional.empty());

        assertThat(told(friend)).containsExactly("unavailable " + alice + "/s");
        assertThat(told(guest)).containsExactly("unavailable " + alice + "/s");
    }

    @Test
    void aBrokenConnectionIsADeparture() {
        friends();
        Guest friend = house.guest(bob, "c1").comesOnline(0);
        Guest guest = house.guest(alice, "s").comesOnline(0);
        friend.forget();
        guest.leaves();

        assertThat(told(friend)).containsExactly("unavailable " + alice + "/s");
    }

    @Test
    void whoNeverCameIsNotSaidToLeave() {
        friends();
        Guest friend = house.guest(bob, "c1").comesOnline(0);
        Guest guest = house.guest(alice, "s");
        friend.forget();
        guest.presence("unavailable", Optional.empty());
        guest.leaves();

        assertThat(told(friend)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void whoWasToldDirectlyLearnsOfTheDepartureOnce(boolean friends, boolean full) {
        if (friends) {
            friends();
        }
        Guest friend = house.guest(bob, "c1").comesOnline(0);
        Guest guest = house.guest(alice, "s").comesOnline(0);
        guest.presence("available", Optional.of(full ? bob + "/c1" : bob.toString()));
        friend.forget();
        guest.leaves();

        assertThat(told(friend)).containsExactly("unavailable " + alice + "/s");
    }

    @Test
    void whoWasToldToBeLeftIsNotToldAgain() {
        Guest friend = house.guest(bob, "c1").comesOnline(0);
        Guest guest = house.guest(alice, "s").comesOnline(0);
        guest.presence("available", Optional.of(bob.toString()));
        guest.presence("unavailable", Optional.of(bob.toString()));
        friend.forget();
        guest.leaves();

        assertThat(told(friend)).isEmpty();
    }

    @Test
    @Tag("R-77")
    void directedPresenceIsNoSubscription() {
        Guest stranger = house.guest(bob, "c1").comesOnline(0);
        Guest guest = house.guest(alice, "s").comesOnline(0);
        guest.presence("available", Optional.of(bob.toString()));
        stranger.forget();
        guest.comesOnline(3);

        assertThat(told(stranger)).isEmpty();
        assertThat(told(guest)).noneMatch(word -> word.contains(bob.toString()));
    }

    @Test
    @Tag("R-77")
    void whoWasToldDirectlyMayAskUntilToldToLeave() {
        Guest stranger = house.guest(bob, "c1").comesOnline(0);
        Guest guest = house.guest(alice, "s").comesOnline(0);
        guest.presence("available", Optional.of(bob + "/c1"));
        stranger.forget();
        stranger.presence("probe", Optional.of(alice.toString()));
        assertThat(told(stranger)).containsExactly("available " + alice + "/s");
        guest.presence("unavailable", Optional.of(bob + "/c1"));
        stranger.forget();
        stranger.presence("probe", Optional.of(alice.toString()));

        assertThat(told(stranger)).isEmpty();
    }

    @Test
    void aProbeOfOneselfIsAnsweredByAllOnesSessions() {
        house.guest(alice, "t").comesOnline(2);
        house.guest(alice, "u");
        Guest guest = house.guest(alice, "s").comesOnline(0);
        guest.forget();
        guest.presence("probe", Optional.of(alice.toString()));

        assertThat(told(guest)).containsExactly("available " + alice + "/s", "available " + alice + "/t");
    }

    @ParameterizedTest
    @CsvSource({"bob@example.net,remote-server-not-found", "localhost,", "localhost/x,"})
    void aProbeOfNoAccountIsNoReasonToEndAStream(String to, String error) {
        Guest guest = house.guest(alice, "s").comesOnline(0);
        guest.forget();
        guest.presence("probe", Optional.of(to));

        if (error == null) {
            assertThat(guest.received()).isEmpty();
        } else {
            assertThat(guest.received())
                    .singleElement()
                    .satisfies(answer -> assertThat(Errors.condition(answer)).isEqualTo(error));
        }
    }

    @Test
    void aProbeDoesNotWithdrawARequestThatWaits() {
        Guest guest = house.guest(alice, "s").comesOnline(0);
        guest.presence("subscribe", Optional.of(bob.toString()));
        guest.presence("probe", Optional.of(bob.toString()));

        assertThat(house.item(alice, bob).ask()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"128", "-129", "2147483648", "99999999999999999999", "1.5", "x", "''"})
    @Tag("S-19")
    void aPriorityThatIsNoneIsRefusedAndNobodyIsTold(String priority) {
        friends();
        Guest friend = house.guest(bob, "c1").comesOnline(0);
        Guest guest = house.guest(alice, "s");
        friend.forget();
        guest.forget();
        guest.sends(Element.named("jabber:client", "presence")
                .child("jabber:client", "priority", priority)
                .build());

        assertThat(friend.received()).isEmpty();
        assertThat(guest.presences()).singleElement().satisfies(answer -> {
            assertThat(answer.type()).isEqualTo(PresenceType.ERROR);
            assertThat(Errors.condition(answer)).isEqualTo("bad-request");
        });
    }

    @Test
    void theWholeWayToASubscriptionAndBack() {
        Guest guest = house.guest(alice, "s").comesOnline(0);
        Guest friend = house.guest(bob, "c1").comesOnline(0);
        guest.presence("subscribe", Optional.of(bob.toString()));
        List.of(guest, friend).forEach(Guest::forget);
        friend.presence("subscribed", Optional.of(alice.toString()));

        assertThat(told(guest)).containsExactly("available " + bob + "/c1", "subscribed " + bob);
        assertThat(house.item(alice, bob).subscription()).isEqualTo(Subscription.TO);
        assertThat(house.item(bob, alice).subscription()).isEqualTo(Subscription.FROM);
        guest.forget();
        friend.presence("unsubscribed", Optional.of(alice.toString()));

        assertThat(told(guest)).containsExactly("unavailable " + bob + "/c1", "unsubscribed " + bob);
        assertThat(house.item(alice, bob).subscription()).isEqualTo(Subscription.NONE);
    }

    @Test
    void aRequestWaitsForWhoIsNotThereAndIsShownOnce() {
        Guest guest = house.guest(alice, "s").comesOnline(0);
        guest.presence("subscribe", Optional.of(bob.toString()));
        guest.presence("subscribe", Optional.of(bob.toString()));
        Guest friend = house.guest(bob, "c1").comesOnline(0);

        assertThat(told(friend)).containsExactly("available " + bob + "/c1", "subscribe " + alice);
        Presence request = friend.presences().stream()
                .filter(presence -> presence.type() == PresenceType.SUBSCRIBE)
                .findFirst()
                .orElseThrow();
        assertThat(request.to()).contains(bob);
    }
}
