package im.redoubt.server.store;

/**
 * How much there is of something.
 *
 * @param count the number of pieces
 * @param bytes their size in bytes
 */
record Backlog(int count, long bytes) {
    /** Nothing. */
    static final Backlog NONE = new Backlog(0, 0);
}
