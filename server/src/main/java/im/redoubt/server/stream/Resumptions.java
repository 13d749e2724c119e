package im.redoubt.server.stream;

import im.redoubt.protocol.address.BareJid;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sessions that can go on over another connection (XEP-0198 section 5), by ids that nobody can guess. Any thread may ask.
 * An id is worth nothing to who has not signed in to its account.
 */
final class Resumptions {
    private static final int ID_BYTES = 18;

    private final ConcurrentHashMap<String, SessionDriver> byId = new ConcurrentHashMap<>();
    private final SecureRandom random;
    private final Duration within;

    /** Lets sessions wait for so long; zero lets none. */
    Resumptions(SecureRandom random, Duration within) {
        this.random = random;
        this.within = within;
    }

    /** Returns how long a session waits. */
    Duration within() {
        return within;
    }

    /** Makes a session one that can go on. Returns its id, or nothing where none can. */
    Optional<String> begin(SessionDriver session) {
        if (within.isZero()) {
            return Optional.empty();
        }
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        byId.put(id, session);
        return Optional.of(id);
    }

    /** Returns the session of this id, if it is the account's. */
    Optional<SessionDriver> find(BareJid account, String id) {
        return Optional.ofNullable(byId.get(id))
                .filter(session -> session.account().equals(account));
    }

    /** A session is over. */
    void end(String id) {
        byId.remove(id);
    }

    /** Returns how many sessions there are that can go on. */
    int count() {
        return byId.size();
    }
}
