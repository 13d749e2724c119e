package im.redoubt.server.admin;

/**
 * What became of the test of an alert in one of its ways.
 *
 * @param way an address or a program
 * @param verdict whether it arrived
 * @param detail more about it
 */
public record AlertTrial(String way, Verdict verdict, String detail) {
    /** Whether it arrived. */
    public enum Verdict {
        /** It did, or waits for an account that is off line. */
        ARRIVED,
        /** It did not. */
        FAILED
    }
}
