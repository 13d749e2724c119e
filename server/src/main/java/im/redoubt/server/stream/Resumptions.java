package im.redoubt.server.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stream.StreamManagement;
import im.redoubt.server.store.CountedStream;
import im.redoubt.server.store.CountedStreams;
import im.redoubt.server.store.StreamCount;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions that can go on over another connection (XEP-0198 section 5), by ids that nobody can guess, and what is known of those
 * that cannot any more. Any thread may ask. An id is worth nothing to who has not signed in to its account.
 */
final class Resumptions {
    private static final Logger LOG = LoggerFactory.getLogger(Resumptions.class);
    private static final int ID_BYTES = 18;

    private final ConcurrentHashMap<String, SessionDriver> byId = new ConcurrentHashMap<>();
    private final SecureRandom random;
    private final Duration within;
    private final CountedStreams counts;

    /** Lets sessions wait for so long; zero lets none. */
    Resumptions(SecureRandom random, Duration within, CountedStreams counts) {
        this.random = random;
        this.within = within;
        this.counts = counts;
    }

    /** Returns how long a session waits. */
    Duration within() {
        return within;
    }

    /** Makes a session one that can go on. Returns its stream, or nothing where none can. */
    Optional<CountedStream> begin(SessionDriver session) {
        Optional<CountedStream> stream = begin(session.account());
        stream.ifPresent(own -> add(own, session));
        return stream;
    }

    /** Adds a session that could go on before the server stopped. */
    void add(CountedStream stream, SessionDriver session) {
        byId.put(stream.id(), session);
    }

    /** Returns all sessions that can go on. */
    List<SessionDriver> all() {
        return List.copyOf(byId.values());
    }

    /** Returns a stream of an account with an id of its own, or nothing where none can go on. */
    Optional<CountedStream> begin(BareJid account) {
        if (within.isZero()) {
            return Optional.empty();
        }
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return Optional.of(new CountedStream(id, account, 0));
    }

    /** Returns the session of this id, if it is the account's. */
    Optional<SessionDriver> find(BareJid account, String id) {
        return Optional.ofNullable(byId.get(id))
                .filter(session -> session.account().equals(account));
    }

    /**
     * Returns how many stanzas of a stream that is over were handled, below {@link StreamManagement#MODULUS}. Of a stream of another
     * account it is as little known as of one that never was.
     */
    CompletableFuture<Optional<Long>> handled(BareJid account, String id) {
        return counts.ended(account, id)
                .thenApply(found -> found.map(count -> count % StreamManagement.MODULUS))
                .exceptionally(trouble -> Optional.empty());
    }

    /** Writes a count. Returns what is complete when it is on disk. */
    CompletableFuture<Void> write(StreamCount count) {
        return counts.write(count);
    }

    /**
     * A session is over.
     *
     * @param last its count, where that is not on disk yet
     */
    void end(CountedStream stream, Optional<StreamCount> last) {
        byId.remove(stream.id());
        last.ifPresent(count -> noted(counts.write(count)));
        noted(counts.end(stream));
    }

    /** A session is over, and its client knows. */
    void forget(CountedStream stream) {
        byId.remove(stream.id());
        noted(counts.forget(stream));
    }

    private static void noted(CompletableFuture<Void> write) {
        var _ = write.exceptionally(trouble -> {
            LOG.warn("the end of a stream could not be noted: {}", trouble.toString());
            return null;
        });
    }

    /** Returns how many sessions there are that can go on. */
    int count() {
        return byId.size();
    }
}
