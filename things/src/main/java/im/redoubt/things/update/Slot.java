package im.redoubt.things.update;

import java.util.Locale;

/** One of the two places for a program. */
enum Slot {
    A,
    B;

    /** Returns the name of the file. */
    String file() {
        return "program-" + name().toLowerCase(Locale.ROOT);
    }
}
