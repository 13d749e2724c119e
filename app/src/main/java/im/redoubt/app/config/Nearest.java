package im.redoubt.app.config;

import im.redoubt.server.settings.Key;
import im.redoubt.server.settings.Keys;
import java.util.Comparator;

/** Finds the setting that somebody who wrote something else may have meant. */
final class Nearest {
    private Nearest() {}

    /**
     * Says what to write instead.
     *
     * @param name what was written
     * @return a sentence with the nearest name, or where all names are listed
     */
    static String advice(String name) {
        return Keys.ALL.stream()
                .map(Key::name)
                .min(Comparator.comparingInt(known -> distance(name, known)))
                .filter(known -> distance(name, known) <= Math.max(2, name.length() / 3))
                .map(known -> "Did you mean " + known + "?")
                .orElse("redoubt config lists all settings.");
    }

    /** The lesser of the distances to the whole name and to its last part, which people write at the wrong place. */
    static int distance(String written, String known) {
        String shortKnown = known.substring(known.lastIndexOf('.') + 1);
        String shortWritten = written.substring(written.lastIndexOf('.') + 1);
        int whole = edits(written, known);
        int last = edits(shortWritten, shortKnown);
        // Short words are all near each other: port is three letters from url.
        return last <= Math.max(1, shortWritten.length() / 3) ? Math.min(whole, 1 + last) : whole;
    }

    /** Insertions, deletions and replacements that make one of the other. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
