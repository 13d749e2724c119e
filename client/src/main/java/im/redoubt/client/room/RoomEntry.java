package im.redoubt.client.room;

import im.redoubt.client.SecretText;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.xml.Element;
import java.time.Instant;
import java.util.Optional;

/**
 * Which room is to be joined, and how. Immutable.
 *
 * <pre>{@code
 * RoomEntry.of(BareJid.of("tea@rooms.example.org"), "Alice").with(History.last(20))
 * }</pre>
 */
public final class RoomEntry {
    private final FullJid place;
    private final Optional<Secret> password;
    private final History history;

    private RoomEntry(FullJid place, Optional<Secret> password, History history) {
        this.place = place;
        this.password = password;
        this.history = history;
    }

    /**
     * Returns an entry without a password that takes what the room sends of what was said before.
     *
     * @param room the address of the room, with a name in front of the domain
     * @param nickname how one is called in it; it is prepared as RFC 7622 section 3.4 says
     * @return the entry
     * @throws IllegalArgumentException if it is not the address of a room, or the nickname is none: empty, with white space at its
     *     ends, or refused by its profile
     */
    public static RoomEntry of(BareJid room, String nickname) {
        if (room.isDomain()) {
            throw new IllegalArgumentException("a service is no room; put the name of the room in front of it");
        }
        return new RoomEntry(place(room, nickname), Optional.empty(), History.AS_THE_ROOM_LIKES);
    }

    static FullJid place(BareJid room, String nickname) {
        boolean blank =
                nickname.isEmpty() || isSpace(nickname.charAt(0)) || isSpace(nickname.charAt(nickname.length() - 1));
        return Optional.of(nickname)
                .filter(name -> !blank)
                .flatMap(name -> FullJid.parse(room, name))
                .orElseThrow(() -> new IllegalArgumentException("this cannot be a nickname"));
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** Returns the same entry with a password, which must last until the room is left: whoever comes back says it again. */
    public RoomEntry with(Secret secret) {
        return new RoomEntry(place, Optional.of(secret), history);
    }

    /** Returns the same entry with another part of what was said before. */
    public RoomEntry with(History wanted) {
        return new RoomEntry(place, password, wanted);
    }

    /** Returns the same entry under another name. */
    RoomEntry at(FullJid other) {
        return new RoomEntry(other, password, history);
    }

    /** Returns the same entry for somebody who comes back, and has heard what was said until then. */
    RoomEntry since(Instant heard) {
        return history.isNone() ? this : with(History.since(heard));
    }

    /** Returns the room. */
    public BareJid room() {
        return place.bare();
    }

    /** Returns the address in the room. */
    public FullJid place() {
        return place;
    }

    /** Returns what a presence says to join (section 7.2). */
    Element element() {
        Element.Builder join = Element.named(MucUser.MUC, "x");
        password.ifPresent(secret -> join.child(MucUser.MUC, "password", SecretText.of(secret)));
        history.addTo(join);
        return join.build();
    }

    /** Returns the address in the room. */
    @Override
    public String toString() {
        return place.toString();
    }
}
