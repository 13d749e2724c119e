package im.redoubt.client.room;

import im.redoubt.client.Pending;
import im.redoubt.client.Rig;
import im.redoubt.protocol.address.BareJid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The room tea@rooms.example.org in a test: it says what the test says. */
final class Tea {
    static final BareJid ADDRESS = BareJid.of("tea@rooms.example.org");
    static final String USER = "http://jabber.org/protocol/muc#user";

    final Rig rig = new Rig();
    final Rooms rooms = rig.attach(Rooms.FEATURE);
    final List<RoomEvent> events = new ArrayList<>();
    final List<RoomInvitation> invitations = new ArrayList<>();

    Tea() {
        rooms.events().add(events::add);
        rooms.invitations().add(invitations::add);
        rig.connect();
    }

    static RoomEntry entry() {
        return RoomEntry.of(ADDRESS, "alice");
    }

    /** Asks to join; the room says that it can do this. */
    Pending<Room> asks(String... features) {
        Pending<Room> room = rooms.join(entry());
        traits(features);
        return room;
    }

    /** The room says what it can do. */
    void traits(String... features) {
        StringBuilder list = new StringBuilder("<query xmlns='http://jabber.org/protocol/disco#info'>");
        for (String feature : features) {
            list.append("<feature var='").append(feature).append("'/>");
        }
        rig.answers(list.append("</query>").toString());
    }

    /** Joins, and bob is there. */
    Room joins(String... features) {
        Pending<Room> room = asks(features);
        shows("bob", "");
        letsIn("");
        rig.says("<message type='groupchat' from='" + ADDRESS + "/bob'><subject>Tea</subject></message>");
        events.clear();
        rig.sent();
        return room.await();
    }

    /** The connection is lost, and there is another one with another session. */
    void reconnects() {
        rig.cut();
        while (!rig.connected()) {
            rig.advance(Duration.ofMillis(100));
        }
    }

    /** The room shows an occupant, with something more. */
    void shows(String nickname, String more) {
        presence(nickname, "", item("none", "participant", "") + more);
    }

    void letsIn(String more) {
        presence("alice", "", item("none", "participant", "") + "<status code='110'/>" + more);
    }

    static String item(String affiliation, String role, String more) {
        return "<item affiliation='" + affiliation + "' role='" + role + "' " + more + "/>";
    }

    /** The room says something of somebody. */
    void presence(String nickname, String attributes, String user) {
        rig.says("<presence from='" + ADDRESS + "/" + nickname + "' " + attributes + "><x xmlns='" + USER + "'>" + user
                + "</x></presence>");
    }

    void refuses(String nickname, String condition) {
        rig.says("<presence type='error' from='" + ADDRESS + "/" + nickname + "'><error type='cancel'><" + condition
                + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>");
    }

    /** Somebody says something to all. */
    void says(String nickname, String id, String content) {
        rig.says("<message type='groupchat' from='" + ADDRESS + "/" + nickname + "' id='" + id + "'>" + content
                + "</message>");
    }

    /** Returns the last event, which is of this kind. */
    <E extends RoomEvent> E last(Class<E> kind) {
        return kind.cast(events.get(events.size() - 1));
    }

    RoomMessage lastMessage() {
        return last(RoomEvent.Said.class).message();
    }
}
