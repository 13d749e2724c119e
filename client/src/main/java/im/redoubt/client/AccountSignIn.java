package im.redoubt.client;

import im.redoubt.client.credential.CredentialException;
import im.redoubt.client.credential.CredentialStore;
import im.redoubt.client.credential.Credentials;
import im.redoubt.client.credential.FastToken;
import im.redoubt.client.credential.Password;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.KeyQuestion;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.stream.ClientContext;
import im.redoubt.protocol.stream.ClientDemands;
import im.redoubt.protocol.stream.ClientMeans;
import im.redoubt.protocol.stream.ClientResumption;
import im.redoubt.protocol.stream.ClientSession;
import im.redoubt.protocol.stream.ClientWishes;
import im.redoubt.protocol.stream.PlainPermission;
import im.redoubt.protocol.stream.UserAgent;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * An account, what it signs in by, and what is known of its server. A token is taken rather than the password as soon as the
 * server has given one, and what the server once showed that it can do is insisted on from then on; both are in the store.
 *
 * <p>A store that fails costs no session: what it would have given is done without, and the application hears of it.
 */
final class AccountSignIn implements SignIn {
    private final BareJid account;
    private final Means means;
    private final ClientWishes wishes;
    private final Supplier<Instant> clock;
    private final SecureRandom random;

    /** What the current attempt was given; its token is used until the next one. */
    private Credentials current;

    /** With what the account is made first, until it is there. */
    private Optional<Secret> invitation;

    /** For which hash the server knows the password, where it does not for the strongest; forgotten with this session. */
    private Optional<ScramHash> knownFor = Optional.empty();

    /**
     * What the application gave.
     *
     * @param password a password, if there is one
     * @param certified whether there is a certificate
     * @param plain whether a password may be sent
     * @param invitation with what the account is made first, if there is none yet
     * @param demands what is insisted on with a server that nothing is known of
     * @param kept where what lasts is kept
     */
    record Means(
            Optional<Password> password,
            boolean certified,
            Optional<PlainPermission> plain,
            Optional<Secret> invitation,
            ClientDemands demands,
            Kept kept) {
        ClientMeans with(Credentials known) {
            ClientMeans all = certified ? ClientMeans.NONE.with(ClientMeans.Kind.CERTIFICATE) : ClientMeans.NONE;
            if (password.isPresent() || known.hasPassword()) {
                all = all.with(ClientMeans.Kind.PASSWORD);
                all = plain.isPresent() ? all.with(plain.get()) : all;
            }
            return all;
        }
    }

    /**
     * Where what lasts is kept.
     *
     * @param store the store
     * @param failures hears what goes wrong with it
     */
    record Kept(CredentialStore store, Consumer<Throwable> failures) {}

    AccountSignIn(BareJid account, Means means, ClientWishes wishes, Supplier<Instant> clock, SecureRandom random) {
        this.account = account;
        this.means = means;
        this.wishes = wishes;
        this.clock = clock;
        this.random = random;
        this.current = Credentials.fresh(random);
        this.invitation = means.invitation();
    }

    @Override
    public BareJid account() {
        return account;
    }

    @Override
    public synchronized ClientContext context(Optional<ClientResumption> earlier) {
        renew();
        ClientMeans all = invited(means.with(current));
        ClientMeans with = knownFor.map(all::upTo).orElse(all);
        Optional<FastToken> token = current.token();
        UserAgent said = wishes.agent();
        ClientWishes now =
                wishes.as(new UserAgent(Optional.of(current.installation()), said.software(), said.device()));
        return ClientContext.of(account, random)
                .with(token.isPresent() ? with.with(token.get().toClientToken()) : with)
                .with(current.insistingOn(means.demands()).demands())
                .with(earlier.isPresent() ? now.after(earlier.get()) : now);
    }

    private ClientMeans invited(ClientMeans with) {
        if (!invitation.isPresent()) {
            return with;
        } else if (!with.has(ClientMeans.Kind.PASSWORD)) {
            throw new ClientException("there is no password for the account that is to be made; give the client one");
        }
        return with.invitedBy(invitation.get());
    }

    @Override
    public synchronized void registered() {
        invitation = Optional.empty();
    }

    @Override
    public synchronized boolean possible() {
        return current.token().isPresent() || !means.with(current).kinds().isEmpty();
    }

    @Override
    public synchronized void succeeded(ClientSession session) {
        current = current.insistingOn(session.demandsFromNowOn());
        knownFor = session.knownFor().isPresent() ? session.knownFor() : knownFor;
        keep(kept -> {
            Credentials grown = kept.insistingOn(session.demandsFromNowOn());
            return session.token().isPresent()
                    ? grown.withToken(FastToken.of(session.token().get()))
                    : grown;
        });
        session.token().ifPresent(fresh -> fresh.token().close());
    }

    @Override
    public synchronized Optional<Secret> key(KeyQuestion question) {
        Optional<Secret> salted =
                means.password().map(known -> known.salted(question.hash(), question.salt(), question.iterations()));
        return salted.isPresent() ? salted : current.key(question);
    }

    @Override
    public synchronized Optional<Secret> password() {
        Optional<Secret> given = means.password().map(Password::reveal);
        return given.isPresent()
                ? given
                : current.password().map(known -> Password.prepared(known).reveal());
    }

    /** Only the one that was refused: another session may have got a newer one. */
    @Override
    public synchronized void dropToken() {
        Optional<FastToken> refused = current.token();
        keep(kept -> kept.token().map(FastToken::secret).equals(refused.map(FastToken::secret))
                ? kept.withoutToken()
                : kept);
        current = current.withoutToken();
    }

    /** A use of the token is kept before the token is sent, so that no count goes out twice (XEP-0484 section 3.4). */
    private void renew() {
        Credentials before = current;
        try {
            current = means.kept().store().update(account, this::used);
            before.close();
        } catch (CredentialException e) {
            current = before.withoutToken();
            means.kept().failures().accept(e);
        }
    }

    private Credentials used(Credentials kept) {
        if (!kept.token().isPresent()) {
            return kept;
        }
        return kept.token().get().isUsable(clock.get()) ? kept.withTokenUsed() : kept.withoutToken();
    }

    private void keep(UnaryOperator<Credentials> change) {
        try {
            means.kept().store().update(account, change).close();
        } catch (CredentialException e) {
            means.kept().failures().accept(e);
        }
    }
}
