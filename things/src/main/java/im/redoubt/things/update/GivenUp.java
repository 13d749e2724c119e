package im.redoubt.things.update;

/**
 * A program that was on trial and runs no more.
 *
 * @param number its number
 * @param why the reason
 */
public record GivenUp(long number, Reason why) {
    /** Why it was given up. */
    public enum Reason {
        /** It was started as often as it may be, and never said that it is well. */
        NOT_CONFIRMED,
        /** What is on the disk is not what was written. */
        DAMAGED
    }
}
