package im.redoubt.client.room;

import im.redoubt.client.text.Skeleton;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.address.Jid;
import java.util.Optional;

/**
 * Somebody in a room, as the room showed him at one moment. Immutable.
 *
 * <p>A nickname says nothing of who somebody is: he chose it, and may have it from another one who left. What tells is {@link #author},
 * and where the room shows it the {@link #realAddress}.
 */
public final class Occupant {
    private final FullJid place;
    private final MucRights rights;
    private final Author author;

    Occupant(FullJid place, MucRights rights, Author author) {
        this.place = place;
        this.rights = rights;
        this.author = author;
    }

    /** Returns the address in the room. */
    public FullJid place() {
        return place;
    }

    /** Returns how he calls himself. */
    public Unverified nickname() {
        return Unverified.of(place.resource());
    }

    /** Returns what he is to the room. */
    public Affiliation affiliation() {
        return rights.affiliation();
    }

    /** Returns what he may do now. */
    public Role role() {
        return rights.role();
    }

    /** Returns who he is, if the room says it to this account. */
    public Optional<Jid> realAddress() {
        return rights.realAddress();
    }

    /** Returns by what he is known from others. */
    public Author author() {
        return author;
    }

    /** The same one under another nickname, which is his as long as he stays. */
    Occupant at(FullJid other) {
        return new Occupant(other, rights, author);
    }

    /** Returns whether the room says the same of him. */
    boolean isAs(Occupant other) {
        return rights.equals(other.rights) && author.equals(other.author);
    }

    /** Returns whether a person may take the two for each other, by their nicknames. */
    public boolean looksLike(Occupant other) {
        return !place.equals(other.place) && Skeleton.of(nickname()).equals(Skeleton.of(other.nickname()));
    }

    /** Returns what he is to the room, not how he calls himself. */
    @Override
    public String toString() {
        return "occupant, " + rights.affiliation() + ", " + rights.role();
    }
}
