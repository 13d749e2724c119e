package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * How many stanzas of clients' streams were handled (XEP-0198). The count of a message goes to disk with it
 * ({@link NewMessage#counted}). What is known of a stream that has ended stays until {@link #purge}, for a bounded number of streams
 * of one account.
 */
public interface CountedStreams {
    /** Of how many streams of one account that have ended the count is known, the last ones. */
    int MOST_ENDED = 50;

    /**
     * Writes a count that goes with nothing else.
     *
     * @param count how many stanzas of which stream were handled
     * @return complete when it is on disk
     */
    CompletableFuture<Void> write(StreamCount count);

    /**
     * Returns how many stanzas of a stream that has ended were handled.
     *
     * @param account whose stream it is to be
     * @param id what the client names to resume it
     * @return the last count, or empty where no stream of this account had this id, it still goes on, or nothing is known of it
     */
    CompletableFuture<Optional<Long>> ended(BareJid account, String id);

    /** A stream has ended without its client having said so, and its count may be asked for. */
    CompletableFuture<Void> end(CountedStream stream);

    /** A stream was ended by its client, which will not ask. */
    CompletableFuture<Void> forget(CountedStream stream);

    /** The server starts: all streams have ended but those of sessions in {@link Hibernation}. */
    CompletableFuture<Void> endAll();

    /**
     * Forgets what is known of streams that have ended.
     *
     * @param before when, at the latest
     */
    CompletableFuture<Void> purge(Instant before);
}
