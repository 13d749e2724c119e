package im.redoubt.server.guard;

import java.time.Duration;

/** The answer to somebody who wants to sign in. */
public sealed interface SignInDecision permits SignInAttempt, SignInDecision.Refused {

    /**
     * Not now: too many attempts wait already. The SASL answer is {@code temporary-auth-failure} (RFC 6120, 6.5.11).
     *
     * @param retryAfter when an attempt may be let through again
     */
    record Refused(Duration retryAfter) implements SignInDecision {}
}
