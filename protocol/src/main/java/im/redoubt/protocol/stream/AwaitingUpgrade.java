package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.SaslCondition;

/**
 * A verifier that the client has made is being stored.
 *
 * @param tasks the task, and what comes after it
 */
public record AwaitingUpgrade(UpgradeTasks tasks) implements AwaitingAnswer {
    @Override
    public ServerContext context() {
        return tasks.attempt().context();
    }

    /** Who signs in with a password that was replaced meanwhile is not signed in. */
    @Override
    public ServerStep answered(ServerAnswer answer) {
        if (answer instanceof ServerAnswer.Upgraded) {
            return tasks.done();
        }
        if (answer instanceof ServerAnswer.NotUpgraded) {
            return tasks.failed(SaslCondition.NOT_AUTHORIZED, "what was proved is not the account's any more");
        }
        return answer instanceof ServerAnswer.Unavailable
                ? tasks.failed(SaslCondition.TEMPORARY_AUTH_FAILURE, "the store does not write")
                : unasked(answer);
    }
}
