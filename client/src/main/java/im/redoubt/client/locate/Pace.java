package im.redoubt.client.locate;

import java.time.Duration;

/**
 * How long things wait for each other.
 *
 * @param stagger between two attempts (RFC 8305 section 5)
 * @param patience before somewhere is tried that the domain put behind, or a third attempt takes the place of the first
 * @param attempt one attempt
 * @param total all of them, up to a connection
 */
record Pace(Duration stagger, Duration patience, Duration attempt, Duration total) {
    static final Pace USUAL =
            new Pace(Duration.ofMillis(250), Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(30));
}
