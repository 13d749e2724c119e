package im.redoubt.app.doctor;

/**
 * What a check found.
 *
 * @param verdict how it is
 * @param text what was looked at, what was found, and what to do about it
 */
public record Finding(Verdict verdict, String text) {
    /** How something is. */
    public enum Verdict {
        /** As it should be. */
        OK,
        /** It works, and should be looked at. */
        WARN,
        /** It does not work, or is not safe. */
        BAD
    }

    static Finding ok(String text) {
        return new Finding(Verdict.OK, text);
    }

    static Finding warn(String text) {
        return new Finding(Verdict.WARN, text);
    }

    static Finding bad(String text) {
        return new Finding(Verdict.BAD, text);
    }
}
