package im.redoubt.client;

import im.redoubt.client.credential.Password;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.KeyQuestion;
import im.redoubt.protocol.stream.ClientContext;
import im.redoubt.protocol.stream.ClientDemands;
import im.redoubt.protocol.stream.ClientMeans;
import im.redoubt.protocol.stream.ClientResumption;
import im.redoubt.protocol.stream.ClientSession;
import im.redoubt.protocol.stream.ClientToken;
import im.redoubt.protocol.stream.ClientWishes;
import im.redoubt.protocol.stream.IssuedToken;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An account, what it signs in by, and what is known of its server. A token is taken rather than the password as soon as the
 * server has given one, and what the server once showed that it can do is insisted on from then on.
 */
final class AccountSignIn implements SignIn {
    private final BareJid account;
    private final Means means;
    private final ClientWishes wishes;
    private final Supplier<Instant> clock;
    private final SecureRandom random;
    private ClientDemands demands;
    private Optional<IssuedToken> token = Optional.empty();
    private long uses;

    /**
     * What the application gave.
     *
     * @param password a password, if there is one
     * @param means what can be tried, but for tokens
     * @param demands what is insisted on with a server that nothing is known of
     */
    record Means(Optional<Password> password, ClientMeans means, ClientDemands demands) {}

    AccountSignIn(BareJid account, Means means, ClientWishes wishes, Supplier<Instant> clock, SecureRandom random) {
        this.account = account;
        this.means = means;
        this.demands = means.demands();
        this.wishes = wishes;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public BareJid account() {
        return account;
    }

    @Override
    public synchronized ClientContext context(Optional<ClientResumption> earlier) {
        ClientWishes now = earlier.map(wishes::after).orElse(wishes);
        ClientMeans with = token.filter(known -> known.isGood(clock.get()))
                .map(known -> means.means().with(new ClientToken(known.mechanism(), known.token(), ++uses)))
                .orElse(means.means());
        return ClientContext.of(account, random).with(with).with(demands).with(now);
    }

    @Override
    public synchronized boolean possible() {
        return token.isPresent() || !means.means().kinds().isEmpty();
    }

    @Override
    public synchronized void succeeded(ClientSession session) {
        demands = session.demandsFromNowOn();
        session.token().ifPresent(fresh -> {
            dropToken();
            token = Optional.of(fresh);
        });
    }

    @Override
    public Optional<Secret> key(KeyQuestion question) {
        return means.password().map(known -> known.salted(question.hash(), question.salt(), question.iterations()));
    }

    @Override
    public Optional<Secret> password() {
        return means.password().map(Password::reveal);
    }

    @Override
    public synchronized void dropToken() {
        token.ifPresent(known -> known.token().close());
        token = Optional.empty();
        uses = 0;
    }
}
