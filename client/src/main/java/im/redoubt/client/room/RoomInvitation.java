package im.redoubt.client.room;

import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.xml.Element;
import java.util.Optional;

/**
 * An invitation to a room, which joins nothing: it is shown to a person, or judged by a rule of the application.
 *
 * <pre>{@code
 * rooms.invitations().add(invitation -> {
 *     if (friends.contains(invitation.from().bare())) rooms.join(invitation.entry("Alice"));
 * });
 * }</pre>
 */
public final class RoomInvitation {
    /** Who vouches for an invitation. */
    public enum Kind {
        /** The room, which says for whom (XEP-0045 section 7.8.2). */
        BY_THE_ROOM,
        /** The one who invites, who may not even be in the room (XEP-0249). */
        BY_SOMEBODY
    }

    private static final String DIRECT = "jabber:x:conference";
    private static final int MOST_PASSWORD_CHARS = 1_024;

    private final Kind kind;
    private final BareJid room;
    private final Jid from;
    private final Optional<Jid> inviter;
    private final Words words;

    /** What goes with it. */
    private record Words(Optional<Unverified> reason, Optional<Secret> password) {}

    private RoomInvitation(Kind kind, BareJid room, Jid from, Optional<Jid> inviter, Words words) {
        this.kind = kind;
        this.room = room;
        this.from = from;
        this.inviter = inviter;
        this.words = words;
    }

    /** Reads the invitation in a message; what a room says of invitations is said by its own address. */
    static Optional<RoomInvitation> in(Message message) {
        Jid from = message.from().orElseThrow(IllegalStateException::new);
        Optional<MucUser> user = MucUser.in(message.content());
        Optional<Element> invite = user.flatMap(said -> said.child("invite"));
        if (invite.isPresent() && from.isBare() && !from.bare().isDomain()) {
            Words words = new Words(
                    MucUser.reason(invite.get()),
                    user.flatMap(said -> said.child("password"))
                            .map(Element::text)
                            .flatMap(RoomInvitation::password));
            Optional<Jid> inviter = invite.get().attribute("from").flatMap(Jid::parse);
            return Optional.of(new RoomInvitation(Kind.BY_THE_ROOM, from.bare(), from, inviter, words));
        }
        return message.content().first(DIRECT, "x").flatMap(x -> direct(from, x));
    }

    private static Optional<RoomInvitation> direct(Jid from, Element x) {
        Words words = new Words(
                x.attribute("reason").flatMap(text -> Unverified.of(text, MucUser.MOST_CHARS)),
                x.attribute("password").flatMap(RoomInvitation::password));
        return x.attribute("jid")
                .flatMap(BareJid::parse)
                .filter(room -> !room.isDomain())
                .map(room -> new RoomInvitation(Kind.BY_SOMEBODY, room, from, Optional.of(from), words));
    }

    private static Optional<Secret> password(String text) {
        return text.isEmpty() || text.length() > MOST_PASSWORD_CHARS
                ? Optional.empty()
                : Optional.of(Secret.utf8(text.toCharArray()));
    }

    /** Returns what is sent to invite somebody in one's own name. */
    static Element direct(BareJid room, String reason) {
        return Element.named(DIRECT, "x")
                .attribute("jid", room.toString())
                .attribute("reason", reason)
                .build();
    }

    /** Returns who vouches for it. */
    public Kind kind() {
        return kind;
    }

    /** Returns to which room. */
    public BareJid room() {
        return room;
    }

    /** Returns who sent it, which the own server vouches for: the room, or the one who invites. */
    public Jid from() {
        return from;
    }

    /** Returns who invites. With {@link Kind#BY_THE_ROOM} that is what the room says, and anybody can run a room. */
    public Optional<Jid> inviter() {
        return inviter;
    }

    /** Returns why. */
    public Optional<Unverified> reason() {
        return words.reason();
    }

    /** Returns how to join the room, with the password that came with the invitation. */
    public RoomEntry entry(String nickname) {
        RoomEntry entry = RoomEntry.of(room, nickname);
        return words.password().map(entry::with).orElse(entry);
    }

    /** Returns to which room, and who vouches for it. */
    @Override
    public String toString() {
        return "invitation " + kind + " to " + room;
    }
}
