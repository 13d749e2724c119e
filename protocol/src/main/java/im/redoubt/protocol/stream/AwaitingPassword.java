package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.SaslCondition;
import java.util.Optional;

/**
 * A password is being compared.
 *
 * @param attempt who tries, and how
 */
public record AwaitingPassword(Attempt attempt) implements AwaitingAnswer {
    @Override
    public ServerContext context() {
        return attempt.context();
    }

    @Override
    public ServerStep answered(ServerAnswer answer) {
        if (answer instanceof ServerAnswer.PasswordChecked checked) {
            return checked.right()
                    ? attempt.proved(Optional.empty(), Optional.empty())
                    : attempt.failed(SaslCondition.NOT_AUTHORIZED, "the password is wrong");
        }
        return answer instanceof ServerAnswer.Unavailable
                ? attempt.failed(SaslCondition.TEMPORARY_AUTH_FAILURE, "the store does not answer")
                : unasked(answer);
    }
}
