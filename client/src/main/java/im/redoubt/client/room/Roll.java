package im.redoubt.client.room;

import im.redoubt.protocol.address.FullJid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Who is in a room now. Thread-safe, since applications ask for it on their threads. */
final class Roll {
    private final Map<FullJid, Occupant> present = new LinkedHashMap<>();
    private final int most;
    private boolean complete = true;
    private long stays;

    Roll(int most) {
        this.most = most;
    }

    /**
     * The room shows an occupant.
     *
     * @return him as he is shown now; nothing if there are too many already
     */
    synchronized Optional<Occupant> put(FullJid place, MucRights rights, Optional<OccupantId> id) {
        Optional<Occupant> before = find(place);
        if (!before.isPresent() && present.size() >= most) {
            complete = false;
            return Optional.empty();
        }
        Author author = before.map(Occupant::author)
                .filter(known -> known.id().equals(id))
                .orElseGet(() -> author(place, id));
        Occupant after = new Occupant(place, rights, author);
        present.put(place, after);
        return Optional.of(after);
    }

    /** Returns somebody who is not one who said anything before, unless {@code id} says so. */
    synchronized Author author(FullJid place, Optional<OccupantId> id) {
        stays++;
        return new Author(place.bare(), id, stays);
    }

    synchronized Optional<Occupant> remove(FullJid place) {
        return Optional.ofNullable(present.remove(place));
    }

    /** Somebody calls himself in another way, and is the same as before. */
    synchronized Optional<Occupant> rename(FullJid from, FullJid to) {
        Occupant before = present.remove(from);
        if (before == null) {
            return Optional.empty();
        }
        Occupant after = before.at(to);
        present.put(to, after);
        return Optional.of(after);
    }

    synchronized Optional<Occupant> find(FullJid place) {
        return Optional.ofNullable(present.get(place));
    }

    /** Nobody is there, as far as is known. */
    synchronized void clear() {
        present.clear();
        complete = true;
    }

    synchronized Occupants snapshot() {
        return new Occupants(new ArrayList<>(present.values()), complete);
    }
}
