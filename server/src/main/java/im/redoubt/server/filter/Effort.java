package im.redoubt.server.filter;

/** What judging one stanza may still cost, in steps of searching. For one thread. */
final class Effort {
    private long left;

    Effort(long steps) {
        this.left = steps;
    }

    /** Takes some of it. Returns whether there was as much. */
    boolean spend(long steps) {
        left -= steps;
        return left >= 0;
    }
}
