package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.Mechanism;
import im.redoubt.protocol.sasl.NeedsVerifier;
import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.protocol.sasl.ScramChallenge;
import java.util.Optional;

/**
 * The account's verifier is being looked up.
 *
 * @param authentication what was offered, and the tries left
 * @param mechanism the mechanism that the client picked
 * @param account whom it says it is, absent if no account can have that name
 * @param exchange the exchange so far
 */
public record AwaitingVerifier(
        Authentication authentication, Mechanism mechanism, Optional<BareJid> account, NeedsVerifier exchange)
        implements AwaitingAnswer {
    @Override
    public ServerContext context() {
        return authentication.context();
    }

    @Override
    public ServerStep answered(ServerAnswer answer) {
        if (answer instanceof ServerAnswer.Verifier found) {
            ScramChallenge challenge = exchange.challenge(found.verifier());
            return ServerStep.to(
                    new AwaitingProof(authentication, mechanism, account, challenge),
                    new ServerEffect.Send(SaslElements.challenge(challenge.bytes())));
        }
        if (answer instanceof ServerAnswer.Unavailable) {
            return authentication.failed(
                    account,
                    Optional.of(mechanism.wireName()),
                    Authentication.refusal(SaslCondition.TEMPORARY_AUTH_FAILURE, "the store does not answer"));
        }
        return unasked(answer);
    }
}
