package im.redoubt.server.alert;

/** Whether so many things happened within a time: it remembers exactly the last moments that decide that. */
final class Window {
    private final long[] moments;
    private final long nanos;
    private int next;
    private int filled;

    /**
     * @param count how many things
     * @param nanos within this many nanoseconds
     */
    Window(int count, long nanos) {
        this.moments = new long[count];
        this.nanos = nanos;
    }

    /** Counts one more at a moment of a clock that never goes back; returns whether that makes enough. */
    boolean count(long now) {
        moments[next] = now;
        next = (next + 1) % moments.length;
        filled = Math.min(filled + 1, moments.length);
        // The one that is overwritten next is the oldest of the last so many.
        return filled == moments.length && now - moments[next] <= nanos;
    }

    /** Returns whether one more at this moment would pass the number that is allowed. */
    boolean isFull(long now) {
        return filled == moments.length && now - moments[next] <= nanos;
    }
}
