package im.redoubt.server.stream;

import im.redoubt.server.store.CountedStreams;
import im.redoubt.server.store.Store;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How long it is known how many stanzas of a stream were handled that is over: for a day longer than a session waits for its client,
 * who learns from it what need not be sent again (XEP-0198 section 5).
 */
public final class StreamRetention {
    private static final Duration LONGER = Duration.ofDays(1);

    private final CountedStreams counts;
    private final Duration kept;
    private final InstantSource clock;

    /**
     * Keeps counts.
     *
     * @param counts the counts
     * @param resumable how long a session waits for its client
     * @param clock the wall clock
     */
    public StreamRetention(CountedStreams counts, Duration resumable, InstantSource clock) {
        this.counts = counts;
        this.kept = resumable.plus(LONGER);
        this.clock = clock;
    }

    /** Forgets what is older. Blocks. */
    public void run() {
        var _ = Store.await(counts.purge(clock.instant().minus(kept)));
    }
}
