package im.redoubt.server.session;

import im.redoubt.server.store.MessageId;
import java.util.Optional;
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

    /** A session has it. */
    void got();

    /** Returns what the store keeps for it until a session has it. */
    Optional<Debt> debt();

    /**
     * Returns the claim to a message that is sent to several sessions: it is lost when none of them got it.
     *
     * @param sessions how many
     * @param debt what the store keeps for it until one of them has it
     */
    static Claim shared(int sessions, Optional<Debt> debt) {
        return sessions == 1 && debt.isEmpty() ? SOLE : new Shared(sessions, debt);
    }

    /** That of nobody else. */
    record Sole() implements Claim {
        @Override
        public boolean lost() {
            return true;
        }

        @Override
        public void got() {}

        @Override
        public Optional<Debt> debt() {
            return Optional.empty();
        }
    }

    /** That of somebody who has it anyway. */
    record Spare() implements Claim {
        @Override
        public boolean lost() {
            return false;
        }

        @Override
        public void got() {}

        @Override
        public Optional<Debt> debt() {
            return Optional.empty();
        }
    }

    /**
     * That of the store, until the session has it.
     *
     * @param id under which id the message waits
     * @param page with what it was handed over
     */
    record Waiting(MessageId id, HandedPage page) implements Claim {
        @Override
        public boolean lost() {
            return false;
        }

        @Override
        public void got() {
            page.got(id);
        }

        @Override
        public Optional<Debt> debt() {
            return Optional.empty();
        }
    }

    /** Counts down the sessions that may still get a message; one that got it never reports, so that the count stays. */
    final class Shared implements Claim {
        private final AtomicInteger left;
        private final Optional<Debt> debt;

        private Shared(int sessions, Optional<Debt> debt) {
            this.left = new AtomicInteger(sessions);
            this.debt = debt;
        }

        @Override
        public void got() {
            debt.ifPresent(Debt::pay);
        }

        @Override
        public Optional<Debt> debt() {
            return debt;
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
