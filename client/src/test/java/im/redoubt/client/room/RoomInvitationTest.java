package im.redoubt.client.room;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.Incoming;
import im.redoubt.client.Origin;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.xml.XmlContent;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Invitations to rooms (XEP-0045 section 7.8, XEP-0249). */
final class RoomInvitationTest {
    private static final String MEDIATED = "<x xmlns='" + Tea.USER + "'><invite from='bob@example.net/pc'>"
            + "<reason>tea</reason></invite><password>sesame</password></x>";

    private final Tea tea = new Tea();

    private RoomInvitation only() {
        assertThat(tea.invitations).hasSize(1);
        return tea.invitations.get(0);
    }

    @Test
    @Tag("LIB-03")
    void roomInvitesAndNothingIsJoinedByThat() {
        tea.rig.says("<message from='tea@rooms.example.org'>" + MEDIATED + "</message>");
        RoomInvitation invitation = only();
        assertThat(invitation.kind()).isEqualTo(RoomInvitation.Kind.BY_THE_ROOM);
        assertThat(invitation.room()).isEqualTo(Tea.ADDRESS);
        assertThat(invitation.inviter()).contains(Jid.of("bob@example.net/pc"));
        assertThat(invitation.reason()).contains(Unverified.of("tea"));
        assertThat(tea.rig.sent()).isEmpty();
        assertThat(invitation.toString()).doesNotContain("sesame");
        assertThat(tea.rooms.join(invitation.entry("alice"))).isNotDone();
        tea.traits();
        assertThat(tea.rig.lastSent().toString()).contains("<password>sesame</password>");
    }

    /** XEP-0249: the room is named by the one who invites, who is the sender and nobody else. */
    @Test
    @Tag("LIB-03")
    void somebodyInvitesInHisOwnName() {
        tea.rig.says("<message from='mallory@example.net/pc'><x xmlns='jabber:x:conference'"
                + " jid='tea@rooms.example.org' reason='come'/></message>");
        RoomInvitation invitation = only();
        assertThat(invitation.kind()).isEqualTo(RoomInvitation.Kind.BY_SOMEBODY);
        assertThat(invitation.from()).isEqualTo(Jid.of("mallory@example.net/pc"));
        assertThat(invitation.inviter()).contains(Jid.of("mallory@example.net/pc"));
        assertThat(invitation.room()).isEqualTo(Tea.ADDRESS);
        assertThat(tea.rig.sent()).isEmpty();
    }

    /** What a room says of an invitation is said by its bare address; the inviter of another sender is that sender. */
    @ParameterizedTest
    @ValueSource(strings = {"mallory@example.net/pc", "tea@rooms.example.org/mallory", "rooms.example.org"})
    @Tag("LIB-03")
    @Tag("X-84")
    void nobodyElseInvitesForARoom(String from) {
        tea.joins();
        tea.rig.says("<message from='" + from + "'>" + MEDIATED + "</message>");
        assertThat(tea.invitations).isEmpty();
    }

    @Test
    @Tag("X-84")
    void invitationOfWhichThereAreTwoIsNone() {
        tea.rig.says("<message from='tea@rooms.example.org'>" + MEDIATED + MEDIATED + "</message>");
        assertThat(tea.invitations).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<message type='error' from='tea@rooms.example.org'>%s</message>",
                "<message type='groupchat' from='tea@rooms.example.org'>%s</message>"
            })
    void whatIsNotOfThatTypeIsNone(String message) {
        tea.rig.says(message.replace("%s", MEDIATED));
        assertThat(tea.invitations).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "jid=''", "jid='@@'", "jid='rooms.example.org'", "jid='tea@rooms.example.org/nick'"})
    void invitationToNoRoomIsNone(String attribute) {
        tea.rig.says("<message from='bob@example.net/pc'><x xmlns='jabber:x:conference' " + attribute + "/></message>");
        assertThat(tea.invitations).isEmpty();
    }

    @Test
    void copyOfWhatAnotherDeviceSentIsNone() {
        Message sent = new Message(
                StanzaHeader.EMPTY.withFrom(im.redoubt.client.Rig.ALICE.withResource("other")),
                MessageType.NORMAL,
                XmlContent.of(Stanza.CLIENT_NAMESPACE, List.of(RoomInvitation.direct(Tea.ADDRESS, "come"))));
        tea.rig.host().deliver(new Incoming(sent, Origin.COPY_SENT));
        assertThat(tea.invitations).isEmpty();
        tea.rig.host().deliver(new Incoming(sent, Origin.COPY_RECEIVED));
        assertThat(tea.invitations).hasSize(1);
    }

    @Test
    void reasonAndPasswordAreBounded() {
        tea.rig.says("<message from='bob@example.net/pc'><x xmlns='jabber:x:conference' jid='tea@rooms.example.org'"
                + " reason='" + "r".repeat(5_000) + "' password='" + "p".repeat(2_000) + "'/></message>");
        assertThat(only().reason()).isEmpty();
        assertThat(tea.rooms.join(only().entry("alice"))).isNotDone();
        tea.traits();
        assertThat(tea.rig.lastSent().toString()).doesNotContain("password");
    }

    @Test
    void invitationIsDeclinedByWayOfTheRoomOnly() {
        tea.rig.says("<message from='tea@rooms.example.org'>" + MEDIATED + "</message>");
        tea.rooms.decline(only(), "busy");
        assertThat(tea.rig.lastSent().toString())
                .contains("to='tea@rooms.example.org'")
                .contains("<decline to='bob@example.net/pc'><reason>busy</reason></decline>");
        tea.rig.sent();
        tea.invitations.clear();
        tea.rig.says("<message from='bob@example.net/pc'><x xmlns='jabber:x:conference' jid='tea@rooms.example.org'/>"
                + "</message>");
        tea.rooms.decline(only(), "busy");
        assertThat(tea.rig.sent()).isEmpty();
    }

    @Test
    void othersAreInvited() {
        tea.rooms.invite(BareJid.of("bob@example.net"), Tea.ADDRESS, "tea");
        assertThat(tea.rig.lastSent().toString())
                .contains("to='bob@example.net'")
                .contains("jid='tea@rooms.example.org'")
                .contains("reason='tea'");
        Room room = tea.joins();
        room.invite(BareJid.of("bob@example.net"), "tea");
        assertThat(tea.rig.lastSent().toString())
                .contains("to='tea@rooms.example.org'")
                .contains("<invite to='bob@example.net'>");
    }
}
