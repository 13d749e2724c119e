package im.redoubt.client.room;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.Counters;
import im.redoubt.client.Incoming;
import im.redoubt.client.Pending;
import im.redoubt.client.text.Unverified;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not believed of rooms, of those in them, and of those who only look as if they were. */
final class HostileRoomTest {
    private static final String OCCUPANT_IDS = "urn:xmpp:occupant-id:0";
    private static final String STANZA_IDS = "urn:xmpp:sid:0";

    private final Tea tea = new Tea();

    private long forgeries() {
        return tea.rig.counters().of(Counters.Kind.FORGERIES);
    }

    private static String by(String occupant) {
        return "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='" + occupant + "'/>";
    }

    private static String stanzaId(String by, String id) {
        return "<stanza-id xmlns='urn:xmpp:sid:0' by='" + by + "' id='" + id + "'/>";
    }

    private static String correction(String of) {
        return "<body>changed</body><replace xmlns='urn:xmpp:message-correct:0' id='" + of + "'/>";
    }

    private static String retraction(String of) {
        return "<retract xmlns='urn:xmpp:message-retract:1' id='" + of + "'/><body>fallback</body>";
    }

    /** LIB-03: nobody has joined these. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<message type='groupchat' from='other@rooms.example.org/bob'><body>x</body></message>",
                "<message type='groupchat' from='rooms.example.org'><body>x</body></message>",
                "<message type='groupchat' from='mallory@example.org'><body>x</body></message>",
                "<message type='groupchat'><subject>x</subject></message>"
            })
    @Tag("LIB-03")
    @Tag("X-84")
    void roomThatWasNotJoinedSaysNothing(String message) {
        List<Incoming> others = new ArrayList<>();
        tea.rig.host().onOtherMessage(others::add);
        tea.joins();
        tea.rig.says(message);
        assertThat(tea.events).isEmpty();
        assertThat(others).isEmpty();
        assertThat(forgeries()).isEqualTo(1);
    }

    @Test
    @Tag("LIB-03")
    void presenceOfAnotherRoomChangesNothing() {
        Room room = tea.joins();
        tea.rig.says("<presence type='unavailable' from='other@rooms.example.org/alice'><x xmlns='" + Tea.USER
                + "'><item affiliation='outcast' role='none'/><status code='110'/><status code='301'/></x></presence>");
        assertThat(room.isJoined()).isTrue();
        assertThat(tea.events).isEmpty();
    }

    @Test
    @Tag("LIB-03")
    void nobodyIsLetInBeforeHeAsked() {
        Pending<Room> joining = tea.rooms.join(Tea.entry());
        tea.letsIn("");
        assertThat(joining).isNotDone();
        tea.says("bob", "1", "<body>too early</body>");
        assertThat(tea.events).isEmpty();
    }

    /** ATTACKS 84: the status that says who one is, at somebody else's presence. */
    @Test
    @Tag("X-84")
    void presenceOfAnotherOneIsNotTakenForTheOwn() {
        Pending<Room> joining = tea.asks();
        tea.shows("mallory", "<status code='110'/>");
        tea.presence("alice", "", Tea.item("owner", "moderator", ""));
        assertThat(joining).isNotDone();
        tea.letsIn("");
        assertThat(joining).isCompleted();
        tea.presence("mallory", "type='unavailable'", "<status code='110'/><status code='301'/>");
        assertThat(joining.await().isJoined()).isTrue();
    }

    /** ATTACKS 84: what an occupant writes beside what the room writes. Neither counts, so nobody gets a right by it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='owner' role='moderator'"
                        + " jid='admin@example.org'/></x>"
                        + "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='visitor'/></x>",
                "<a:x xmlns:a='http://jabber.org/protocol/muc#user'><a:item affiliation='owner' role='moderator'"
                        + " jid='admin@example.org'/></a:x>"
                        + "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='visitor'/></x>"
            })
    @Tag("X-84")
    void rightsThatAreSaidTwiceAreNone(String content) {
        Room room = tea.joins();
        tea.rig.says("<presence from='tea@rooms.example.org/mallory'>" + content + "</presence>");
        Occupant mallory = room.occupants().find("mallory").orElseThrow();
        assertThat(mallory.affiliation()).isEqualTo(Affiliation.NONE);
        assertThat(mallory.role()).isEqualTo(Role.NONE);
        assertThat(mallory.realAddress()).isEmpty();
        assertThat(forgeries()).isEqualTo(1);
    }

    /** ATTACKS 84: in another namespace, or deeper, it is not what the room says. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<x><item affiliation='owner' role='moderator'/></x>",
                "<show><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='owner' role='moderator'/></x></show>",
                "<x xmlns='http://jabber.org/protocol/muc#user'><item xmlns='urn:else' affiliation='owner'/></x>",
                "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='OWNER' role='Moderator'/></x>"
            })
    @Tag("X-84")
    void whatTheRoomDoesNotSayGivesNoRight(String content) {
        Room room = tea.joins();
        tea.rig.says("<presence from='tea@rooms.example.org/mallory'>" + content + "</presence>");
        Occupant mallory = room.occupants().find("mallory").orElseThrow();
        assertThat(mallory.affiliation()).isEqualTo(Affiliation.NONE);
        assertThat(mallory.role()).isEqualTo(Role.NONE);
    }

    /** ATTACKS 84: an occupant says that the room is set otherwise, and that somebody does not come. */
    @Test
    @Tag("X-84")
    void occupantDoesNotSpeakForTheRoom() {
        tea.joins();
        String said = "<x xmlns='" + Tea.USER + "'><status code='172'/><decline from='carol@example.org'/></x>";
        tea.says("mallory", "1", said);
        tea.rig.says("<message from='tea@rooms.example.org/mallory'>" + said + "</message>");
        assertThat(tea.events).isEmpty();
        tea.rig.says("<message type='groupchat' from='tea@rooms.example.org'>" + said + "</message>");
        assertThat(tea.events).hasSize(2);
        assertThat(((RoomEvent.Reconfigured) tea.events.get(0)).codes()).containsExactly(172);
    }

    /** ATTACKS 69 and 84: an identifier that any occupant can write tells nobody apart. */
    @Test
    @Tag("R-69")
    @Tag("X-84")
    void occupantIdCountsOnlyOfARoomThatGivesIt() {
        tea.joins();
        tea.says("bob", "m1", "<body>one</body>" + by("b"));
        Author bob = tea.lastMessage().author();
        tea.says("mallory", "m2", correction("m1") + by("b"));
        assertThat(tea.lastMessage().author()).isNotEqualTo(bob);
        assertThat(tea.lastMessage().corrects()).isEmpty();
        assertThat(forgeries()).isEqualTo(1);
    }

    @Test
    @Tag("R-69")
    @Tag("X-84")
    void twoOccupantIdsAreNone() {
        tea.joins(OCCUPANT_IDS);
        tea.says("bob", "m1", "<body>one</body>" + by("b"));
        tea.says("mallory", "m2", correction("m1") + by("b") + by("m"));
        assertThat(tea.lastMessage().corrects()).isEmpty();
    }

    @Test
    @Tag("R-69")
    void authorCorrectsWhatHeSaidAndAgain() {
        tea.joins();
        tea.says("bob", "m1", "<body>one</body>");
        Author bob = tea.lastMessage().author();
        tea.says("bob", "m2", correction("m1"));
        assertThat(tea.lastMessage().corrects()).contains(Unverified.of("m1"));
        assertThat(tea.lastMessage().author()).isEqualTo(bob);
        tea.says("bob", "m3", correction("m1"));
        assertThat(tea.lastMessage().corrects()).contains(Unverified.of("m1"));
        assertThat(forgeries()).isZero();
    }

    /** ATTACKS 69: by somebody else, also one who gives his message the same identifier first. */
    @Test
    @Tag("R-69")
    void nobodyElseCorrectsIt() {
        tea.joins();
        tea.shows("mallory", "");
        tea.says("bob", "m1", "<body>one</body>");
        Author bob = tea.lastMessage().author();
        tea.says("mallory", "m2", correction("m1"));
        assertThat(tea.lastMessage().corrects()).isEmpty();
        tea.says("mallory", "m1", "<body>mine</body>");
        tea.says("mallory", "m3", correction("m1"));
        assertThat(tea.lastMessage().author()).isNotEqualTo(bob);
        tea.rig.says("<message type='chat' from='tea@rooms.example.org/bob' id='p'>" + correction("m1") + "</message>");
        assertThat(tea.lastMessage().corrects()).isEmpty();
    }

    /** ATTACKS 69: after bob left somebody else calls himself so. */
    @Test
    @Tag("R-69")
    void nicknameIsNobodyAfterItsOwnerLeft() {
        tea.joins();
        tea.says("bob", "m1", "<body>one</body>");
        tea.presence("bob", "type='unavailable'", Tea.item("none", "none", ""));
        tea.shows("bob", "");
        tea.says("bob", "m2", correction("m1"));
        assertThat(tea.lastMessage().corrects()).isEmpty();
        assertThat(forgeries()).isEqualTo(1);
    }

    /** ATTACKS 69: he took the name while this account was away. */
    @Test
    @Tag("R-69")
    void nicknameIsNobodyAfterOneCameBackOneself() {
        tea.joins();
        tea.says("bob", "m1", "<body>one</body>");
        tea.reconnects();
        tea.traits();
        tea.shows("bob", "");
        tea.letsIn("");
        tea.says("bob", "m2", correction("m1"));
        assertThat(tea.lastMessage().corrects()).isEmpty();
    }

    @Test
    @Tag("R-69")
    void whoIsKnownByHisIdCorrectsAfterHeCameBack() {
        tea.joins(OCCUPANT_IDS);
        tea.says("bob", "m1", "<body>one</body>" + by("b"));
        tea.says("robert", "m2", correction("m1") + by("b"));
        assertThat(tea.lastMessage().corrects()).contains(Unverified.of("m1"));
        tea.says("bob", "m3", correction("m1") + by("m"));
        assertThat(tea.lastMessage().corrects()).isEmpty();
    }

    @Test
    @Tag("R-69")
    void renamedOccupantIsTheSame() {
        tea.joins();
        tea.says("bob", "m1", "<body>one</body>");
        tea.presence("bob", "type='unavailable'", "<item nick='robert'/><status code='303'/>");
        tea.says("robert", "m2", correction("m1"));
        assertThat(tea.lastMessage().corrects()).contains(Unverified.of("m1"));
    }

    @Test
    @Tag("R-69")
    void onlyItsAuthorTakesAMessageBack() {
        tea.joins(STANZA_IDS);
        tea.shows("mallory", "");
        tea.says("bob", "m1", "<body>one</body>" + stanzaId("tea@rooms.example.org", "s1"));
        assertThat(tea.lastMessage().stanzaId()).contains(Unverified.of("s1"));
        tea.says("mallory", "m2", retraction("s1"));
        tea.says(
                "mallory",
                "m3",
                retraction("s1")
                        .replace("/><body>", "><moderated xmlns='urn:xmpp:message-moderate:1'/></retract><body>"));
        tea.lastMessage();
        assertThat(forgeries()).isEqualTo(2);
        tea.says("bob", "m4", retraction("s1"));
        RoomEvent.Withdrawn withdrawn = tea.last(RoomEvent.Withdrawn.class);
        assertThat(withdrawn.stanzaId()).isEqualTo(Unverified.of("s1"));
        assertThat(withdrawn.byModerator()).isFalse();
    }

    @Test
    @Tag("R-69")
    void roomTakesAMessageBackForItsModerators() {
        tea.joins(STANZA_IDS);
        tea.rig.says("<message type='groupchat' from='tea@rooms.example.org'><retract"
                + " xmlns='urn:xmpp:message-retract:1' id='s1'><moderated xmlns='urn:xmpp:message-moderate:1'/>"
                + "<reason>spam</reason></retract></message>");
        RoomEvent.Withdrawn withdrawn = tea.last(RoomEvent.Withdrawn.class);
        assertThat(withdrawn.byModerator()).isTrue();
        assertThat(withdrawn.reason()).contains(Unverified.of("spam"));
    }

    /** XEP-0359 section 7: somebody else's identifier, or one of a room that gives none. */
    @Test
    @Tag("LIB-03")
    void identifierOfAMessageIsTheRoomsOrNone() {
        tea.joins(STANZA_IDS);
        tea.says("bob", "m1", "<body>one</body>" + stanzaId("bob@example.org", "s1"));
        assertThat(tea.lastMessage().stanzaId()).isEmpty();
        Tea other = new Tea();
        other.joins();
        other.says("bob", "m1", "<body>one</body>" + stanzaId("tea@rooms.example.org", "s1"));
        assertThat(other.lastMessage().stanzaId()).isEmpty();
    }

    /** A stamp of delay makes what is said now old, and hides it among what was said before. */
    @Test
    @Tag("LIB-03")
    void whatIsSaidNowIsNotOld() {
        tea.joins();
        tea.says("bob", "m1", "<body>one</body><delay xmlns='urn:xmpp:delay' stamp='2020-01-01T00:00:00Z'/>");
        assertThat(tea.lastMessage().saidAt()).isEmpty();
    }

    @Test
    @Tag("X-84")
    void nicknamesThatLookAlikeAreFound() {
        Room room = tea.joins();
        tea.shows("b\u043Eb", "");
        Occupant bob = room.occupants().find("bob").orElseThrow();
        assertThat(room.occupants().lookingLike(bob))
                .singleElement()
                .satisfies(other -> assertThat(other.place().resource()).isEqualTo("b\u043Eb"));
        assertThat(room.occupants().lookingLike(room.occupants().find("alice").orElseThrow()))
                .isEmpty();
    }

    @Test
    @Tag("LIB-08")
    void occupantsAreBounded() {
        Room room = tea.joins();
        for (int i = 0; i < Room.MOST_OCCUPANTS; i++) {
            tea.shows("o" + i, "");
        }
        assertThat(room.occupants().all()).hasSize(Room.MOST_OCCUPANTS);
        assertThat(room.occupants().isComplete()).isFalse();
        tea.presence("o1", "type='unavailable'", Tea.item("none", "none", ""));
        assertThat(room.occupants().all()).hasSize(Room.MOST_OCCUPANTS - 1);
    }

    @Test
    @Tag("LIB-08")
    void whatIsRememberedIsBounded() {
        tea.joins();
        tea.says("bob", "m1", "<body>one</body>");
        for (int i = 0; i < Remembered.MOST; i++) {
            tea.says("bob", "n" + i, "<body>more</body>");
        }
        tea.says("bob", "x", correction("m1"));
        assertThat(tea.lastMessage().corrects()).isEmpty();
        tea.says("bob", "y", correction("n9"));
        assertThat(tea.lastMessage().corrects()).isPresent();
        String longId = "i".repeat(200);
        tea.says("bob", longId, "<body>long</body>");
        tea.says("bob", "z", correction(longId));
        assertThat(tea.lastMessage().corrects()).isEmpty();
    }

    /** What is broken costs itself, and not the room or the session. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<presence from='tea@rooms.example.org/bob' type='unavailable'><x xmlns='http://jabber.org/protocol/muc#user'>"
                        + "<item nick=''/><status code='303'/></x></presence>",
                "<presence from='tea@rooms.example.org'/>",
                "<presence from='tea@rooms.example.org/bob' type='subscribe'/>",
                "<presence from='tea@rooms.example.org/x'><x xmlns='http://jabber.org/protocol/muc#user'>"
                        + "<item jid='@@'/><status/><status code='1100'/><status code='x'/></x></presence>",
                "<message type='groupchat' from='tea@rooms.example.org/bob'/>",
                "<message type='groupchat' from='tea@rooms.example.org/bob'><retract"
                        + " xmlns='urn:xmpp:message-retract:1'/></message>"
            })
    void whatIsBrokenEndsNothing(String stanza) {
        Room room = tea.joins();
        tea.rig.says(stanza);
        assertThat(room.isJoined()).isTrue();
        tea.says("bob", "m1", "<body>still here</body>");
        assertThat(tea.lastMessage().body().is("still here")).isTrue();
        assertThat(tea.rig.counters().of(Counters.Kind.FAULTS)).isZero();
        assertThat(tea.rig.thrown()).isEmpty();
    }
}
