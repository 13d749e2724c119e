package im.redoubt.client.rule;

/** What is left of an allowance, in nanoseconds of waiting that was done already. */
final class Bucket {
    private final long capacity;
    private final long price;
    private long credit;
    private long last;

    Bucket(Allowance allowance, long now) {
        this.price = allowance.every().toNanos();
        this.capacity = price * allowance.burst(); // at most a day times 10,000: far from overflow
        this.credit = capacity;
        this.last = now;
    }

    /** Returns whether there is one left at {@code now}, a time of a clock that does not go back. */
    boolean has(long now) {
        long passed = now - last; // right wherever the clock began
        if (passed > 0) {
            credit = passed > capacity - credit ? capacity : credit + passed;
            last = now;
        }
        return credit >= price;
    }

    /** Takes one that {@link #has} has seen. */
    void take() {
        credit -= price;
    }
}
