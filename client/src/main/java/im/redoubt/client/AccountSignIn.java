package im.redoubt.client;

import im.redoubt.client.credential.Password;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.NeedsKey;
import im.redoubt.protocol.stream.ClientContext;
import im.redoubt.protocol.stream.ClientSession;
import java.security.SecureRandom;
import java.util.Optional;

/** An account and its password. What the server once showed that it can do is insisted on from then on. */
final class AccountSignIn implements SignIn {
    private final Optional<Password> password;
    private ClientContext context;

    AccountSignIn(BareJid account, Optional<Password> password, SecureRandom random) {
        this.password = password;
        this.context = ClientContext.of(account, random);
    }

    @Override
    public ClientContext context() {
        return context;
    }

    @Override
    public void succeeded(ClientSession session) {
        context = new ClientContext(
                context.account(),
                session.policyFromNowOn(),
                context.iterations(),
                context.redirects(),
                context.random());
    }

    @Override
    public Optional<Secret> key(NeedsKey question) {
        return password.map(known -> known.salted(question.hash(), question.salt(), question.iterations()));
    }
}
