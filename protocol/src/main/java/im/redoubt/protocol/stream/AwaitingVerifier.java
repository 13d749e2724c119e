package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.NeedsVerifier;
import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.protocol.sasl.ScramChallenge;

/**
 * The account's verifier is being looked up.
 *
 * @param attempt who tries, and how
 * @param exchange the exchange so far
 */
public record AwaitingVerifier(Attempt attempt, NeedsVerifier exchange) implements AwaitingAnswer {
    @Override
    public ServerContext context() {
        return attempt.context();
    }

    @Override
    public ServerStep answered(ServerAnswer answer) {
        if (answer instanceof ServerAnswer.Verifier found) {
            ScramChallenge challenge = exchange.challenge(found.verifier());
            return ServerStep.to(
                    new AwaitingProof(attempt, challenge),
                    new ServerEffect.Send(attempt.profile().challenge(challenge.bytes())));
        }
        return answer instanceof ServerAnswer.Unavailable
                ? attempt.failed(SaslCondition.TEMPORARY_AUTH_FAILURE, "the store does not answer")
                : unasked(answer);
    }
}
