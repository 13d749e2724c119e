package im.redoubt.client.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Times that somebody else says: one that cannot be is none, so that no calendar and no list of an application breaks on it. */
public final class Plausible {
    /** Nothing was sent before there was the protocol. */
    public static final Instant EARLIEST = Instant.parse("1999-01-01T00:00:00Z");

    /** How much further than ours a clock may be. */
    public static final Duration AHEAD = Duration.ofDays(1);

    private Plausible() {}

    /**
     * Returns a time in the past.
     *
     * @param said what somebody says
     * @param now the time
     * @return what was said, or nothing if it is too long ago or lies in the future
     */
    public static Optional<Instant> past(Instant said, Instant now) {
        return said.isBefore(EARLIEST) || said.isAfter(now.plus(AHEAD)) ? Optional.empty() : Optional.of(said);
    }
}
