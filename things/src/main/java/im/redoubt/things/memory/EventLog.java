package im.redoubt.things.memory;

import im.redoubt.client.extension.Octets;
import java.util.ArrayList;
import java.util.List;

/**
 * The events that a device keeps. Immutable.
 *
 * @param next the number that the next one gets
 * @param kept those that somebody has still to hear of, with consecutive numbers, the last of which is one less than {@code next}
 */
public record EventLog(long next, List<Kept> kept) {
    /** How many are kept; when there are more, the oldest goes, and those who have not heard of it are told that something is missing. */
    public static final int MOST = 1_000;

    /** How many bytes they have together: with all else that a device keeps, they must fit into one encrypted file. */
    public static final int MOST_BYTES_TOGETHER = 1 << 19;

    /** The most bytes of one, as it is written. */
    static final int MOST_BYTES = 4_096;

    /** Before the first one. */
    public static final EventLog EMPTY = new EventLog(1, List.of());

    /**
     * An event.
     *
     * @param number its number
     * @param element the signed element as it is sent
     */
    public record Kept(long number, Octets element) {}

    /** Takes a copy, and checks the numbers. */
    public EventLog {
        kept = List.copyOf(kept);
        for (int i = 0; i < kept.size(); i++) {
            if (kept.get(i).number() != next - kept.size() + i) {
                throw new IllegalArgumentException("events whose numbers do not follow each other");
            }
        }
    }

    /** Returns the number of the oldest one that is there, {@code next} if there is none. */
    public long oldest() {
        return next - kept.size();
    }

    /** Returns this with one more. */
    public EventLog with(Octets element) {
        List<Kept> all = new ArrayList<>(kept);
        all.add(new Kept(next, element));
        int bytes = 0;
        int first = all.size();
        while (first > 0
                && all.size() - first < MOST
                && bytes + all.get(first - 1).element().length() <= MOST_BYTES_TOGETHER) {
            bytes += all.get(--first).element().length();
        }
        return new EventLog(next + 1, all.subList(first, all.size()));
    }

    /** Returns this without those that everybody has, up to a number. */
    public EventLog without(long upTo) {
        int gone = (int) Math.max(0, Math.min(kept.size(), upTo - oldest() + 1));
        return new EventLog(next, kept.subList(gone, kept.size()));
    }

    /** Returns those behind a number, at most so many. */
    public List<Kept> behind(long number, int most) {
        int from = (int) Math.max(0, Math.min(kept.size(), number - oldest() + 1));
        return kept.subList(from, Math.min(kept.size(), from + most));
    }
}
