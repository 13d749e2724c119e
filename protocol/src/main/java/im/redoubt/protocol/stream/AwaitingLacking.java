package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.protocol.sasl.Verified;

/**
 * The client has proved its password and would make further verifiers of it; which its account lacks is being looked up.
 *
 * @param attempt who tries, and how
 * @param proof what it has proved
 */
public record AwaitingLacking(Attempt attempt, Verified proof) implements AwaitingAnswer {
    @Override
    public ServerContext context() {
        return attempt.context();
    }

    @Override
    public ServerStep answered(ServerAnswer answer) {
        if (answer instanceof ServerAnswer.Lacking lacking) {
            return attempt.account()
                    .map(account ->
                            new UpgradeTasks(attempt, account, proof, lacking.hashes(), lacking.iterations()).first())
                    .orElseThrow(() -> new IllegalStateException("nobody has proved anything"));
        }
        return answer instanceof ServerAnswer.Unavailable
                ? attempt.failed(SaslCondition.TEMPORARY_AUTH_FAILURE, "the store does not answer")
                : unasked(answer);
    }
}
