package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.SaslCondition;
import java.util.Optional;

/**
 * A password is being compared.
 *
 * @param authentication what was offered, and the tries left
 * @param account whom the client says it is, absent if no account can have that name
 */
public record AwaitingPassword(Authentication authentication, Optional<BareJid> account) implements AwaitingAnswer {
    @Override
    public ServerContext context() {
        return authentication.context();
    }

    @Override
    public ServerStep answered(ServerAnswer answer) {
        if (answer instanceof ServerAnswer.PasswordChecked checked) {
            return checked.right() && account.isPresent()
                    ? ServerStep.to(
                            new AwaitingAuthenticatedHeader(context(), account.get()),
                            new ServerEffect.SignedIn(account.get(), SaslElements.PLAIN, Optional.empty()),
                            new ServerEffect.Restart(SaslElements.success()))
                    : failed(SaslCondition.NOT_AUTHORIZED, "the password is wrong");
        }
        return answer instanceof ServerAnswer.Unavailable
                ? failed(SaslCondition.TEMPORARY_AUTH_FAILURE, "the store does not answer")
                : unasked(answer);
    }

    private ServerStep failed(SaslCondition condition, String reason) {
        return authentication.failed(
                account, Optional.of(SaslElements.PLAIN), Authentication.refusal(condition, reason));
    }
}
