package im.redoubt.server.session;

import im.redoubt.protocol.address.BareJid;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.BooleanSupplier;

/**
 * Tells whether access to an account was taken away (another password, a client revoked, the account gone) since somebody began to
 * sign in to it. Any thread.
 *
 * <p>Guarantee: of who began before a revocation was complete, {@link Moment#isCurrent} is false as soon as its first effect can be
 * seen. So whoever asks after he has made something, a session or a token, and takes it back if the answer is no, leaves nothing
 * that the revocation has missed.
 *
 * <p>Accounts share counters: one may be told no because of another's revocation, and signs in again.
 */
public final class Revocations {
    private static final int COUNTERS = 4_096;

    private final AtomicLongArray begun = new AtomicLongArray(COUNTERS);
    private final AtomicLongArray complete = new AtomicLongArray(COUNTERS);

    /** Nothing was revoked. */
    public Revocations() {}

    /** A revocation that is going on; to be closed when all of it has taken effect. */
    public interface Revocation extends AutoCloseable {
        @Override
        void close();
    }

    /** When somebody began to sign in. */
    public static final class Moment {
        /** Of who cannot be anybody. */
        public static final Moment NEVER = new Moment(() -> false);

        private final BooleanSupplier current;

        private Moment(BooleanSupplier current) {
            this.current = current;
        }

        /** Returns the moment that holds as long as both do. */
        public Moment and(Moment other) {
            return new Moment(() -> isCurrent() && other.isCurrent());
        }

        /** Returns whether nothing was revoked since. */
        public boolean isCurrent() {
            return current.getAsBoolean();
        }
    }

    /**
     * Begins to take access away, before any of it is stored.
     *
     * @param account whose
     */
    public Revocation begin(BareJid account) {
        int counter = counter(account);
        begun.incrementAndGet(counter);
        return () -> complete.incrementAndGet(counter);
    }

    /** Returns this moment, to be asked for before anything of an account is looked up. One within a revocation is over at once. */
    public Moment now(BareJid account) {
        int counter = counter(account);
        long before = complete.get(counter);
        return new Moment(() -> begun.get(counter) == before);
    }

    private static int counter(BareJid account) {
        return Math.floorMod(account.hashCode(), COUNTERS);
    }
}
