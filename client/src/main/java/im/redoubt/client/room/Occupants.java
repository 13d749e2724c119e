package im.redoubt.client.room;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Who is in a room, at the moment when it was asked. Immutable. */
public final class Occupants {
    private final List<Occupant> all;
    private final boolean complete;

    Occupants(List<Occupant> all, boolean complete) {
        this.all = Collections.unmodifiableList(all);
        this.complete = complete;
    }

    /** Returns them in the order in which they came. */
    public List<Occupant> all() {
        return all;
    }

    /** Returns whether these are all: of a room with more than {@link Room#MOST_OCCUPANTS} the rest is not kept. */
    public boolean isComplete() {
        return complete;
    }

    /** Returns the one who calls himself exactly so, as a room prepares nicknames. */
    public Optional<Occupant> find(String nickname) {
        return all.stream()
                .filter(one -> one.place().resource().equals(nickname))
                .findFirst();
    }

    /** Returns those whose nicknames a person may take for that of {@code occupant}, without himself. */
    public List<Occupant> lookingLike(Occupant occupant) {
        List<Occupant> alike = new ArrayList<>(all);
        alike.removeIf(other -> !other.looksLike(occupant));
        return Collections.unmodifiableList(alike);
    }

    /** Returns how many there are. */
    @Override
    public String toString() {
        return all.size() + " occupants" + (complete ? "" : " and more");
    }
}
