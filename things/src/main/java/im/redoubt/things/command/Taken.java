package im.redoubt.things.command;

import im.redoubt.client.extension.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a device remembers of the commands of one peer that it took. Immutable.
 *
 * @param counter the greatest of their counters, 0 before the first
 * @param last the last of them, the oldest first
 */
public record Taken(long counter, List<Entry> last) {
    /** How many commands of a peer are remembered with what was answered. */
    public static final int MOST = 16;

    /** Before the first command. */
    public static final Taken NOTHING = new Taken(0, List.of());

    /**
     * A command that was taken.
     *
     * @param id its identifier
     * @param digest of what was commanded, so that another command is not taken for this one
     * @param answer what was answered: the encoded result
     */
    public record Entry(Octets id, Octets digest, Octets answer) {}

    /** Takes a copy. */
    public Taken {
        last = List.copyOf(last);
    }

    /** Returns the command of this id, if it is among the last ones. */
    public Optional<Entry> find(Octets id) {
        return last.stream().filter(entry -> entry.id().equals(id)).findFirst();
    }

    /** Returns this with one more. */
    public Taken with(long next, Entry entry) {
        List<Entry> all = new ArrayList<>(last);
        all.add(entry);
        return new Taken(next, all.subList(Math.max(0, all.size() - MOST), all.size()));
    }

    /** Returns this with a command of this counter, of which nothing else is remembered: it was refused, and is not looked at again. */
    public Taken upTo(long next) {
        return new Taken(Math.max(counter, next), last);
    }
}
