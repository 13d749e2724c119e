package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.CanonicalBase64;
import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.protocol.sasl.TokenMechanism;

/**
 * A token is being compared.
 *
 * @param attempt who tries, and how
 * @param profile what else was asked for
 * @param mechanism what the token is for
 */
public record AwaitingToken(Attempt attempt, ExtensibleSasl profile, TokenMechanism mechanism)
        implements AwaitingAnswer {
    @Override
    public ServerContext context() {
        return attempt.context();
    }

    @Override
    public ServerStep answered(ServerAnswer answer) {
        if (answer instanceof ServerAnswer.TokenUsed used) {
            ExtensibleSasl then = used.due() ? profile.renewing(mechanism) : profile;
            return new Attempt(attempt.authentication(), then, attempt.mechanism(), attempt.account())
                    .proved(mechanism.binding(), CanonicalBase64.decode(used.answer()));
        }
        if (answer instanceof ServerAnswer.TokenRefused) {
            return attempt.failed(SaslCondition.NOT_AUTHORIZED, "the token is wrong");
        }
        return answer instanceof ServerAnswer.Unavailable
                ? attempt.failed(SaslCondition.TEMPORARY_AUTH_FAILURE, "the store does not answer")
                : unasked(answer);
    }
}
