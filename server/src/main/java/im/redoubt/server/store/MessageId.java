package im.redoubt.server.store;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The id of a message in the log: 128 bits that order by time of writing. From the top: 48 bits of milliseconds since 1970,
 * 16 bits that count within the millisecond, 64 random bits, so that nobody can guess the id of somebody else's message.
 * Ids only grow, over restarts and whatever the clock does; after a step back the time in them stands still.
 *
 * @param high time and count
 * @param low random
 */
public record MessageId(long high, long low) implements Comparable<MessageId> {
    /** The number of bytes of an id. */
    public static final int BYTES = 16;

    /** Before every message. */
    public static final MessageId START = new MessageId(0, 0);

    /** After every message. */
    public static final MessageId END = new MessageId(-1, -1);

    private static final int COUNT_BITS = 16;
    private static final long MAX_MILLIS = (1L << 48) - 1;
    private static final HexFormat HEX = HexFormat.of();

    /**
     * Reads the form of {@link #toString}.
     *
     * @param text what a client sent, of any length
     * @return the id, or empty if it is none
     */
    public static Optional<MessageId> parse(String text) {
        if (text.length() != 2 * BYTES || !text.chars().allMatch(MessageId::isLowerHex)) {
            return Optional.empty();
        }
        long high = HexFormat.fromHexDigitsToLong(text, 0, BYTES);
        return Optional.of(new MessageId(high, HexFormat.fromHexDigitsToLong(text, BYTES, 2 * BYTES)));
    }

    /** Returns what lies in front of every message of this time or later, and behind every one before. */
    public static MessageId at(Instant time) {
        return new MessageId(Math.clamp(time.toEpochMilli(), 0, MAX_MILLIS) << COUNT_BITS, 0);
    }

    /** Returns the time in it, which is that of writing unless the clock stepped back. */
    public Instant time() {
        return Instant.ofEpochMilli(high >>> COUNT_BITS);
    }

    /** Returns by which number the store knows it; no two messages have the same, and they order as the ids do. */
    long number() {
        return high < 0 ? Long.MAX_VALUE : high;
    }

    /** Returns the lowest number that a message behind this one can have. */
    long nextNumber() {
        return low == 0 || number() == Long.MAX_VALUE ? number() : number() + 1;
    }

    @Override
    public int compareTo(MessageId other) {
        int byTime = Long.compareUnsigned(high, other.high);
        return byTime != 0 ? byTime : Long.compareUnsigned(low, other.low);
    }

    /** Returns 32 lower-case hexadecimal digits, which order as the ids do. */
    @Override
    public String toString() {
        return HEX.toHexDigits(high) + HEX.toHexDigits(low);
    }

    private static boolean isLowerHex(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}
