package im.redoubt.protocol.stream;

import java.time.Duration;
import java.util.Optional;

/**
 * By what a stream can go on over another connection (XEP-0198 section 3).
 *
 * @param id what the server is told then, 1 to {@link #LONGEST_ID} characters; whoever knows it and can sign in takes the session
 *     over
 * @param max how long after the end of its connection, in whole seconds, if the server says so
 * @param location where the server would have its client connect then
 */
public record Resumability(String id, Optional<Duration> max, Optional<SeeOtherHost> location) {
    /** The longest id (section 3: 4000 bytes). */
    public static final int LONGEST_ID = 4000;

    /** Returns nothing of the id. */
    @Override
    public String toString() {
        return "Resumability[max=" + max + ", location=" + location + "]";
    }
}
