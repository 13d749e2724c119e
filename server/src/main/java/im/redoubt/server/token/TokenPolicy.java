package im.redoubt.server.token;

import java.time.Duration;
import java.time.Instant;

/**
 * How long tokens hold, and how many there are.
 *
 * @param validity how long a token can be used from when it was handed out
 * @param clients how many clients of one account may hold tokens
 */
public record TokenPolicy(Duration validity, int clients) {
    /** Whether a token is to be replaced: half of its time is over (XEP-0484 section 3.5). */
    boolean isDue(Instant createdAt, Instant now) {
        return now.isAfter(createdAt.plus(validity.dividedBy(2)));
    }
}
