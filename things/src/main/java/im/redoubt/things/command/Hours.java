package im.redoubt.things.command;

import java.time.LocalTime;

/**
 * The hours of each day in which somebody may give commands, by the clock of the place where the device is.
 *
 * @param from their beginning
 * @param to their end, which does not belong to them; before the beginning if midnight lies between
 */
public record Hours(LocalTime from, LocalTime to) {
    /** Checks that there are some, and some that are left out. */
    public Hours {
        if (from.equals(to)) {
            throw new IllegalArgumentException("hours begin and end at different times");
        }
    }

    /** Returns whether they are now. */
    public boolean contain(LocalTime now) {
        boolean begun = !now.isBefore(from);
        boolean notOver = now.isBefore(to);
        return from.isBefore(to) ? begun && notOver : begun || notOver;
    }
}
