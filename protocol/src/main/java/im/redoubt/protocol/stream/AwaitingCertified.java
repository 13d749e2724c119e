package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.SaslCondition;
import java.util.Optional;

/**
 * Whether there is an account of the name that a certificate vouches for is being looked up.
 *
 * @param attempt who tries, and how
 */
public record AwaitingCertified(Attempt attempt) implements AwaitingAnswer {
    @Override
    public ServerContext context() {
        return attempt.context();
    }

    @Override
    public ServerStep answered(ServerAnswer answer) {
        if (answer instanceof ServerAnswer.AccountFound found) {
            return found.exists()
                    ? attempt.proved(Optional.empty(), Optional.empty())
                    : attempt.failed(SaslCondition.NOT_AUTHORIZED, "a certificate for an account that does not exist");
        }
        return answer instanceof ServerAnswer.Unavailable
                ? attempt.failed(SaslCondition.TEMPORARY_AUTH_FAILURE, "the store does not answer")
                : unasked(answer);
    }
}
