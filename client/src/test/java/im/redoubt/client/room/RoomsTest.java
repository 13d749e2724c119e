package im.redoubt.client.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.ClientException;
import im.redoubt.client.Delivery;
import im.redoubt.client.DisconnectedException;
import im.redoubt.client.Pending;
import im.redoubt.client.RefusedException;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.xml.Element;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Joining a room, being in it, and leaving it (XEP-0045). */
final class RoomsTest {
    private final Tea tea = new Tea();

    private static String only(List<String> sent) {
        assertThat(sent).hasSize(1);
        return sent.get(0);
    }

    @Test
    void roomIsAskedWhatItCanDoAndThenJoined() {
        Pending<Room> room = tea.rooms.join(Tea.entry().with(History.last(20)));
        assertThat(only(tea.rig.sent())).contains("disco#info").contains("to='tea@rooms.example.org'");
        tea.rig.says("<iq/>"); // nothing else moves it
        assertThat(tea.rig.sent()).isEmpty();
        assertThat(room).isNotDone();
    }

    @Test
    void historyAndPasswordGoWithThePresence() {
        try (Secret password = Secret.utf8("sesame".toCharArray())) {
            RoomEntry entry = Tea.entry().with(History.last(20)).with(password);
            assertThat(entry.toString()).doesNotContain("sesame");
            assertThat(tea.rooms.join(entry)).isNotDone();
            tea.traits();
            Element x = tea.rig.lastSent().first(MucUser.MUC, "x").orElseThrow();
            assertThat(tea.rig.lastSent().attribute("to")).contains("tea@rooms.example.org/alice");
            assertThat(x.first(MucUser.MUC, "password").orElseThrow().text()).isEqualTo("sesame");
            assertThat(x.first(MucUser.MUC, "history").orElseThrow().attribute("maxstanzas"))
                    .contains("20");
        }
    }

    @Test
    void roomIsJoinedWhenItShowsThisAccount() {
        Pending<Room> joining = tea.asks("muc_membersonly", "muc_nonanonymous");
        tea.shows("bob", "");
        assertThat(joining).isNotDone();
        assertThat(tea.events).isEmpty();
        tea.presence("carol", "", Tea.item("owner", "moderator", "jid='carol@example.net/pc'"));
        tea.letsIn("<status code='100'/>");
        Room room = joining.await();
        assertThat(tea.events).containsExactly(new RoomEvent.Joined(room, Set.of(100, 110)));
        assertThat(room.isJoined()).isTrue();
        assertThat(room.traits().isForMembers()).isTrue();
        assertThat(room.traits().showsAddresses()).isTrue();
        assertThat(room.traits().isPersistent()).isFalse();
        assertThat(room.occupants().all()).hasSize(3);
        Occupant carol = room.occupants().find("carol").orElseThrow();
        assertThat(carol.affiliation()).isEqualTo(Affiliation.OWNER);
        assertThat(carol.role()).isEqualTo(Role.MODERATOR);
        assertThat(carol.realAddress()).contains(Jid.of("carol@example.net/pc"));
        assertThat(tea.rooms.find(Tea.ADDRESS)).contains(room);
    }

    /** Section 7.2.2: the room may decide on the nickname. */
    @Test
    void roomMayCallThisAccountOtherwise() {
        Pending<Room> joining = tea.asks();
        tea.presence("alice2", "", Tea.item("none", "participant", "") + "<status code='110'/><status code='210'/>");
        assertThat(joining.await().place().resource()).isEqualTo("alice2");
    }

    @ParameterizedTest
    @CsvSource({
        "conflict, NICKNAME_TAKEN",
        "not-authorized, PASSWORD_WANTED",
        "forbidden, BANNED",
        "registration-required, MEMBERS_ONLY",
        "item-not-found, NOT_OPEN",
        "not-allowed, CREATION_NOT_ALLOWED",
        "not-acceptable, NICKNAME_NOT_ALLOWED",
        "service-unavailable, FULL",
        "policy-violation, OTHER"
    })
    void refusalSaysWhy(String condition, JoinRefusal why) {
        Pending<Room> joining = tea.asks();
        tea.refuses("alice", condition);
        assertThatThrownBy(joining::await)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refusal -> assertThat(JoinRefusal.of(refusal)).isEqualTo(why));
        assertThat(tea.rooms.all()).isEmpty();
        assertThat(tea.events).isEmpty();
    }

    @Test
    void roomThatDoesNotAnswerIsNotWaitedForForEver() {
        Pending<Room> joining = tea.rooms.join(Tea.entry());
        tea.rig.advance(Stay.PATIENCE);
        assertThatThrownBy(joining::await).isInstanceOf(DisconnectedException.class);
        assertThat(tea.rooms.all()).isEmpty();
    }

    @Test
    void roomIsJoinedOnce() {
        tea.joins();
        Pending<Room> again = tea.rooms.join(Tea.entry());
        assertThatThrownBy(again::await).isInstanceOf(ClientException.class);
        assertThat(tea.rig.sent()).isEmpty();
    }

    @Test
    void roomsAreBounded() {
        for (int i = 0; i < Rooms.MOST_ROOMS; i++) {
            BareJid room = BareJid.of("r" + i + "@rooms.example.org");
            assertThat(tea.rooms.join(RoomEntry.of(room, "a"))).isNotDone();
        }
        assertThatThrownBy(() -> tea.rooms.join(Tea.entry()).await()).hasMessageContaining("too many rooms");
    }

    @Test
    void joiningWaitsForAConnection() {
        tea.rig.cut();
        Pending<Room> joining = tea.rooms.join(Tea.entry());
        assertThat(tea.rig.sent()).isEmpty();
        tea.rig.advance(Duration.ofSeconds(10));
        tea.traits();
        tea.letsIn("");
        assertThat(joining.await().isJoined()).isTrue();
    }

    @Test
    void whoComesChangesAndGoesIsTold() {
        Room room = tea.joins();
        tea.shows("dave", "");
        Occupant dave = tea.last(RoomEvent.Entered.class).occupant();
        tea.shows("dave", "");
        assertThat(tea.events).hasSize(1);
        tea.presence("dave", "", Tea.item("admin", "moderator", ""));
        RoomEvent.Changed changed = tea.last(RoomEvent.Changed.class);
        assertThat(changed.before().isAs(dave)).isTrue();
        assertThat(changed.after().role()).isEqualTo(Role.MODERATOR);
        tea.presence(
                "dave",
                "type='unavailable'",
                "<item affiliation='none' role='none'><actor nick='carol'/><reason>rude</reason></item>"
                        + "<status code='307'/>");
        RoomEvent.Gone gone = tea.last(RoomEvent.Gone.class);
        assertThat(gone.departure().cause()).isEqualTo(Departure.Cause.KICKED);
        assertThat(gone.departure().by()).contains(Unverified.of("carol"));
        assertThat(gone.departure().reason()).contains(Unverified.of("rude"));
        assertThat(room.occupants().find("dave")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', LEFT",
        "<status code='307'/>, KICKED",
        "<status code='301'/>, BANNED",
        "<status code='321'/>, AFFILIATION_LOST",
        "<status code='322'/>, MEMBERS_ONLY",
        "<status code='332'/>, SHUTDOWN",
        "<status code='307'/><status code='333'/>, FAULT",
        "<destroy jid='cocoa@rooms.example.org'><reason>cold</reason></destroy>, DESTROYED"
    })
    void endIsAValueAndNobodyComesBackByHimself(String said, Departure.Cause cause) {
        Room room = tea.joins();
        tea.presence("alice", "type='unavailable'", Tea.item("none", "none", "") + "<status code='110'/>" + said);
        RoomEvent.Left left = tea.last(RoomEvent.Left.class);
        assertThat(left.departure().cause()).isEqualTo(cause);
        assertThat(left.departure().alternative().isPresent()).isEqualTo(cause == Departure.Cause.DESTROYED);
        assertThat(room.isJoined()).isFalse();
        assertThat(room.occupants().all()).isEmpty();
        assertThat(tea.rooms.all()).isEmpty();
        tea.rig.advance(Silence.LONGEST.multipliedBy(2));
        assertThat(tea.rig.sent()).noneMatch(sent -> sent.contains("rooms.example.org"));
    }

    @Test
    void nicknameIsChanged() {
        Room room = tea.joins();
        Author author = room.occupants().find("alice").orElseThrow().author();
        Pending<Room> renamed = room.rename("queen");
        assertThat(only(tea.rig.sent()))
                .contains("to='tea@rooms.example.org/queen'")
                .doesNotContain("muc'");
        tea.presence("alice", "type='unavailable'", "<item nick='queen'/><status code='303'/><status code='110'/>");
        assertThat(renamed).isNotDone();
        tea.presence("queen", "", Tea.item("none", "participant", "") + "<status code='110'/>");
        assertThat(renamed.await().place().resource()).isEqualTo("queen");
        assertThat(room.occupants().find("queen").orElseThrow().author()).isEqualTo(author);
        assertThat(room.occupants().find("alice")).isEmpty();
        assertThat(tea.events).hasSize(1);
        tea.last(RoomEvent.Renamed.class);
    }

    @Test
    void nicknameThatIsTakenIsRefusedAndOneStays() {
        Room room = tea.joins();
        Pending<Room> renamed = room.rename("bob");
        tea.refuses("bob", "conflict");
        assertThatThrownBy(renamed::await).isInstanceOf(RefusedException.class);
        assertThat(room.isJoined()).isTrue();
        assertThat(room.place().resource()).isEqualTo("alice");
    }

    @Test
    void whatIsSaidIsToldAndSaidBack() {
        Room room = tea.joins();
        Delivery delivery = room.say("hello");
        assertThat(only(tea.rig.sent())).contains("type='groupchat'").contains("<body>hello</body>");
        tea.says("alice", delivery.id(), "<body>hello</body>");
        RoomMessage own = tea.lastMessage();
        assertThat(own.isOwn()).isTrue();
        assertThat(own.id()).contains(Unverified.of(delivery.id()));
        tea.says("bob", "b1", "<body>hi</body>");
        RoomMessage other = tea.lastMessage();
        assertThat(other.isOwn()).isFalse();
        assertThat(other.kind()).isEqualTo(RoomMessage.Kind.TO_ALL);
        assertThat(other.body().is("hi")).isTrue();
        assertThat(other.nickname().is("bob")).isTrue();
        assertThat(other.author())
                .isEqualTo(room.occupants().find("bob").orElseThrow().author());
        assertThat(other.saidAt()).isEmpty();
        assertThat(other.toString()).doesNotContain("hi");
    }

    @Test
    void whatWasSaidBeforeHasItsTime() {
        Pending<Room> room = tea.asks();
        tea.letsIn("");
        tea.says("bob", "h1", "<body>old</body><delay xmlns='urn:xmpp:delay' stamp='2026-11-28T10:00:00Z'/>");
        assertThat(tea.lastMessage().saidAt()).contains(Instant.parse("2026-11-28T10:00:00Z"));
        tea.says("alice", "h2", "<body>old</body><delay xmlns='urn:xmpp:delay' stamp='2026-11-28T10:00:00Z'/>");
        assertThat(tea.lastMessage().isOwn()).isFalse();
        assertThat(room.await().subject()).isEmpty();
        tea.says("bob", "h3", "<subject/>");
        assertThat(room.await().subject()).contains(Unverified.EMPTY);
    }

    @Test
    void subjectIsSetAndTold() {
        Room room = tea.joins();
        assertThat(room.subject()).contains(Unverified.of("Tea"));
        room.setSubject("Cake");
        assertThat(only(tea.rig.sent())).contains("<subject>Cake</subject>").doesNotContain("body");
        tea.says("bob", "s1", "<subject>Cake</subject>");
        assertThat(tea.last(RoomEvent.SubjectSet.class).by().is("bob")).isTrue();
        assertThat(room.subject()).contains(Unverified.of("Cake"));
        tea.says("bob", "s2", "<subject>no</subject><body>a message with a subject</body>");
        assertThat(room.subject()).contains(Unverified.of("Cake"));
        tea.lastMessage();
    }

    @Test
    void privateMessageGoesToOne() {
        Room room = tea.joins();
        room.sayPrivately(room.occupants().find("bob").orElseThrow(), "psst");
        assertThat(only(tea.rig.sent()))
                .contains("to='tea@rooms.example.org/bob'")
                .contains("type='chat'");
        tea.rig.says("<message type='chat' from='tea@rooms.example.org/bob'><body>psst</body></message>");
        assertThat(tea.lastMessage().kind()).isEqualTo(RoomMessage.Kind.PRIVATE);
    }

    @Test
    void roomIsLeft() {
        Room room = tea.joins();
        Pending<Room> left = room.leave();
        assertThat(only(tea.rig.sent())).contains("type='unavailable'");
        assertThat(left).isNotDone();
        tea.presence("alice", "type='unavailable'", Tea.item("none", "none", "") + "<status code='110'/>");
        assertThat(left).isCompleted();
        assertThat(tea.last(RoomEvent.Left.class).departure().cause()).isEqualTo(Departure.Cause.LEFT);
        tea.shows("dave", "");
        tea.rig.says("<message type='groupchat' from='tea@rooms.example.org/bob'><body>late</body></message>");
        tea.last(RoomEvent.Left.class);
    }

    @Test
    void leavingIsNotWaitedForForEver() {
        Room room = tea.joins();
        Pending<Room> left = room.leave();
        tea.rig.advance(Stay.PATIENCE);
        assertThat(left).isCompleted();
        assertThat(tea.rooms.all()).isEmpty();
    }

    @Test
    void withoutAConnectionOneIsOutAtOnce() {
        Room room = tea.joins();
        tea.rig.cut();
        assertThat(room.leave()).isCompleted();
        tea.rig.advance(Duration.ofMinutes(1));
        assertThat(tea.rig.sent()).noneMatch(sent -> sent.contains("rooms.example.org"));
    }

    /** A session that is not resumed has lost its rooms. */
    @Test
    void newSessionComesBackAndAsksForWhatWasSaidMeanwhile() {
        Room room = tea.joins();
        tea.reconnects();
        tea.traits();
        Element history = tea.rig
                .lastSent()
                .first(MucUser.MUC, "x")
                .flatMap(x -> x.first(MucUser.MUC, "history"))
                .orElseThrow();
        assertThat(history.attribute("since")).contains("2026-11-29T10:00:00Z"); // when the subject came
        assertThat(room.occupants().all()).isEmpty();
        tea.letsIn("");
        tea.last(RoomEvent.Joined.class);
        assertThat(room.isJoined()).isTrue();
    }

    @Test
    void roomThatDoesNotTakeOneBackIsLeft() {
        tea.joins();
        tea.reconnects();
        tea.traits();
        tea.refuses("alice", "forbidden");
        assertThat(tea.last(RoomEvent.Left.class).departure().cause()).isEqualTo(Departure.Cause.REFUSED);
        assertThat(tea.rooms.all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "rooms.example.org, a",
        "tea@rooms.example.org, ''",
        "tea@rooms.example.org, ' a'",
        "tea@rooms.example.org, 'a\u00A0'"
    })
    void entryIsChecked(String room, String nickname) {
        assertThatThrownBy(() -> RoomEntry.of(BareJid.of(room), nickname)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void historyIsBounded() {
        assertThatThrownBy(() -> History.last(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> History.last(History.MOST_MESSAGES + 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> History.last(Duration.ofMillis(999))).isInstanceOf(IllegalArgumentException.class);
        assertThat(History.last(0)).isSameAs(History.NONE);
        Element.Builder x = Element.named(MucUser.MUC, "x");
        History.NONE.addTo(x);
        History.last(Duration.ofHours(1)).addTo(x);
        History.AS_THE_ROOM_LIKES.addTo(x);
        assertThat(x.build().toString()).contains("maxchars='0'").contains("seconds='3600'");
        assertThat(x.build().children()).hasSize(2);
    }
}
