package im.redoubt.server.session;

import java.util.concurrent.atomic.AtomicInteger;

/** Who answers for a stanza that was sent to a session, if it never gets there. */
@FunctionalInterface
public interface Claim {
    /** Nobody else has it: it is routed once more. */
    Claim SOLE = () -> true;

    /** The store holds it, or it is a copy of what somebody else got: nothing is lost with it. */
    Claim SPARE = () -> false;

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

    /** Counts down the sessions that may still get a message; one that got it never reports, so that the count stays. */
    final class Shared implements Claim {
        private final AtomicInteger left;

        private Shared(int sessions) {
            left = new AtomicInteger(sessions);
        }

        @Override
        public boolean lost() {
            return left.decrementAndGet() == 0;
        }
    }
}
