package im.redoubt.client.room;

import im.redoubt.client.ClientException;
import im.redoubt.client.Counters;
import im.redoubt.client.Delivery;
import im.redoubt.client.DisconnectedException;
import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.client.Incoming;
import im.redoubt.client.Listeners;
import im.redoubt.client.Origin;
import im.redoubt.client.Pending;
import im.redoubt.client.RefusedException;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rooms of an account (XEP-0045). Nothing is believed of a room that was not joined, and no invitation joins one.
 *
 * <pre>{@code
 * Rooms rooms = session.get(Rooms.FEATURE);
 * rooms.events().add(event -> { if (event instanceof RoomEvent.Said said) show(said.message()); });
 * rooms.join(RoomEntry.of(BareJid.of("tea@rooms.example.org"), "Alice")).await().say("hello");
 * }</pre>
 */
public final class Rooms {
    /** What a client is built with. */
    public static final Feature<Rooms> FEATURE = Rooms::new;

    /** The most rooms that an account may be in. */
    public static final int MOST_ROOMS = 100;

    private final Host host;
    private final Listeners<RoomEvent> events;
    private final Listeners<RoomInvitation> invitations;
    private final Map<BareJid, Room> rooms = new ConcurrentHashMap<>();
    private boolean online;

    private Rooms(Host host) {
        this.host = host;
        this.events = host.listeners();
        this.invitations = host.listeners();
        host.advertise(MucUser.MUC);
        host.advertise("jabber:x:conference");
        host.onMessage(this::message);
        host.onPresence(this::presence);
        host.onOnline(state -> {
            online = true;
            each().forEach(room -> room.stay().online(state.resumed()));
        });
        host.onOffline(() -> {
            online = false;
            each().forEach(room -> room.stay().offline());
        });
    }

    /** Returns who hears of what happens in all rooms; who wants to hear of all of it is there before he joins. */
    public Listeners<RoomEvent> events() {
        return events;
    }

    /** Returns who hears of invitations. */
    public Listeners<RoomInvitation> invitations() {
        return invitations;
    }

    /** Returns the rooms that this account is in, or about to be. */
    public List<Room> all() {
        return Collections.unmodifiableList(each());
    }

    /** Returns the room of this address, if this account is in it or about to be. */
    public Optional<Room> find(BareJid address) {
        return Optional.ofNullable(rooms.get(address));
    }

    /**
     * Joins a room; one that does not exist is made where the service lets one, and says so by the code 201 of
     * {@link RoomEvent.Joined}: then {@link Room#open} or {@link Room#configure} opens it to others.
     *
     * @param entry which, and how
     * @return the room, once one is in it; {@link RefusedException} if it does not let one in, {@link JoinRefusal#of} says why;
     *     {@link DisconnectedException} if it does not answer
     */
    public Pending<Room> join(RoomEntry entry) {
        Pending<Room> result = new Pending<>();
        host.run(() -> {
            if (rooms.containsKey(entry.room())) {
                result.completeExceptionally(new ClientException("this room is joined already, or being joined"));
            } else if (rooms.size() >= MOST_ROOMS) {
                result.completeExceptionally(new ClientException("too many rooms are joined; leave one"));
            } else {
                Room room = new Room(host, entry, events::tell, this::forget);
                rooms.put(entry.room(), room);
                room.stay().enter(result, online);
            }
        });
        return result;
    }

    /** Invites somebody to a room in one's own name (XEP-0249). */
    public Delivery invite(BareJid who, BareJid room, String reason) {
        return send(who, RoomInvitation.direct(room, reason));
    }

    /**
     * Says to a room that one does not come (section 7.8.2); who invites in his own name is not told.
     *
     * @param reason why, which the one who invites is told
     */
    public void decline(RoomInvitation invitation, String reason) {
        if (invitation.kind() == RoomInvitation.Kind.BY_THE_ROOM) {
            Element decline = Element.named(MucUser.NAMESPACE, "decline")
                    .attribute("to", invitation.inviter().map(Jid::toString))
                    .child(MucUser.NAMESPACE, "reason", reason)
                    .build();
            send(
                    invitation.room(),
                    Element.named(MucUser.NAMESPACE, "x").child(decline).build());
        }
    }

    private Delivery send(BareJid to, Element content) {
        return host.send(new Message(
                StanzaHeader.EMPTY.withTo(to),
                MessageType.NORMAL,
                XmlContent.of(Stanza.CLIENT_NAMESPACE, Collections.singletonList(content))));
    }

    private List<Room> each() {
        return new ArrayList<>(rooms.values());
    }

    private void forget(Room room) {
        rooms.remove(room.address(), room);
    }

    private void presence(Presence presence) {
        presence.from()
                .flatMap(from -> find(from.bare()))
                .ifPresent(room -> room.stay().presence(presence));
    }

    /** What is said in rooms belongs here, and what nobody joined says nothing to anybody. */
    private boolean message(Incoming incoming) {
        Message message = incoming.message();
        if (message.isError()) {
            return false;
        }
        boolean toAll = message.type() == MessageType.GROUPCHAT;
        Optional<RoomInvitation> invitation =
                toAll || incoming.origin() == Origin.COPY_SENT ? Optional.empty() : RoomInvitation.in(message);
        if (invitation.isPresent()) {
            invitations.tell(invitation.get());
            return true;
        }
        Optional<Room> room = find(incoming.from().bare());
        if (room.isPresent() && incoming.isDirect()) {
            if (room.get().stay().listens()) {
                room.get()
                        .stay()
                        .talk()
                        .take(message, room.get().place(), room.get().traits());
            }
            return true;
        }
        if (toAll) {
            host.counters().count(Counters.Kind.FORGERIES);
        }
        return toAll || room.isPresent();
    }
}
