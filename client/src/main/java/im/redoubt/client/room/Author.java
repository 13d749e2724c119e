package im.redoubt.client.room;

import im.redoubt.protocol.address.BareJid;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who said something in a room: equal to another one exactly if the room vouches that both are one occupant. That is by his identifier
 * (XEP-0421) where the room gives them, and else by one stay under one nickname: who comes back is not known again.
 */
public final class Author {
    private final BareJid room;
    private final Optional<OccupantId> id;
    private final long stay;

    Author(BareJid room, Optional<OccupantId> id, long stay) {
        this.room = room;
        this.id = id;
        this.stay = stay;
    }

    Optional<OccupantId> id() {
        return id;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Author that) || !room.equals(that.room)) {
            return false;
        }
        boolean known = id.isPresent() || that.id.isPresent();
        return known ? id.equals(that.id) : stay == that.stay;
    }

    @Override
    public int hashCode() {
        return id.map(OccupantId::hashCode).orElseGet(() -> Long.hashCode(stay));
    }

    /** Returns the room, not how he calls himself. */
    @Override
    public String toString() {
        return "somebody in " + room;
    }
}
