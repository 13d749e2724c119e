package im.redoubt.server.session;

import im.redoubt.server.store.MessageId;
import java.util.concurrent.atomic.AtomicInteger;

/** Who answers for a stanza that was sent to a session, if it never gets there. */
public sealed interface Claim {
    /** Nobody else has it: it is routed once more. */
    Claim SOLE = new Sole();

    /** The store holds it, or it is a copy of what somebody else got: nothing is lost with it. */
    Claim SPARE = new Spare();

    /**
     * It did not get there. Called at most once for each session that it was sent to.
     *
     * @return whether it is to be routed once more
     */
    boolean lost();

    /** Returns the claim to a message that is sent to so many sessions: it is lost when none of them got it. */
    static Claim shared(int sessions) {
        return sessions == 1 ? SOLE : new Shared(sessions);
    }

    /** That of nobody else. */
    record Sole() implements Claim {
        @Override
        public boolean lost() {
            return true;
        }
    }

    /** That of somebody who has it anyway. */
    record Spare() implements Claim {
        @Override
        public boolean lost() {
            return false;
        }
    }

    /**
     * That of the store, until the session has it.
     *
     * @param id under which id the message waits
     */
    record Waiting(MessageId id) implements Claim {
        @Override
        public boolean lost() {
            return false;
        }
    }

    /** Counts down the sessions that may still get a message; one that got it never reports, so that the count stays. */
    final class Shared implements Claim {
        private final AtomicInteger left;

        private Shared(int sessions) {
            left = new AtomicInteger(sessions);
        }

        /** Returns how many sessions have not lost it. */
        public int left() {
            return left.get();
        }

        @Override
        public boolean lost() {
            return left.decrementAndGet() == 0;
        }
    }
}
