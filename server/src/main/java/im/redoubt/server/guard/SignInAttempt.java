package im.redoubt.server.guard;

import java.time.Duration;

/**
 * One attempt to sign in that may go on. Belongs to one connection.
 *
 * <ol>
 *   <li>{@link SignInThrottle#attempt} gives it when the name is known;
 *   <li>the server waits {@link #waitBefore()} before it answers anything;
 *   <li>one of {@link #failed()} and {@link #succeeded()} ends it, or neither if the peer goes away before its proof.
 * </ol>
 */
public final class SignInAttempt implements SignInDecision {

    private final SignInThrottle throttle;
    private final SignInThrottle.Keys keys;
    private final Duration waitBefore;
    private final boolean paidAhead;
    private boolean ended;

    SignInAttempt(SignInThrottle throttle, SignInThrottle.Keys keys, Duration waitBefore, boolean paidAhead) {
        this.throttle = throttle;
        this.keys = keys;
        this.waitBefore = waitBefore;
        this.paidAhead = paidAhead;
    }

    /**
     * Says how long to wait before the attempt goes on.
     *
     * @return zero unless the address, or the account for sources not seen before, has just failed too often
     */
    public Duration waitBefore() {
        return waitBefore;
    }

    /**
     * Says whether the account signed in from this source before.
     *
     * @return true if attacks from elsewhere do not slow this attempt
     */
    public boolean fromKnownSource() {
        return keys.known();
    }

    /**
     * The proof was wrong or the account is unknown: count it.
     *
     * @return how long to wait before the failure is told, the same for unknown accounts
     * @throws IllegalStateException if the attempt has ended
     */
    public Duration failed() {
        end();
        return throttle.failed(keys, paidAhead);
    }

    /**
     * The proof was right. Nothing is forgiven to the address: an attacker has an account of its own.
     *
     * @throws IllegalStateException if the attempt has ended
     */
    public void succeeded() {
        end();
    }

    private void end() {
        if (ended) {
            throw new IllegalStateException("the attempt has ended already");
        }
        ended = true;
    }
}
