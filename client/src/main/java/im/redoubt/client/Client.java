package im.redoubt.client;

import im.redoubt.client.credential.CredentialStore;
import im.redoubt.client.credential.EphemeralStore;
import im.redoubt.client.credential.Password;
import im.redoubt.client.dns.DnsResolver;
import im.redoubt.client.dns.Resolver;
import im.redoubt.client.invitation.Invitation;
import im.redoubt.client.line.Dialer;
import im.redoubt.client.line.Security;
import im.redoubt.client.line.StreamDialer;
import im.redoubt.client.locate.Locator;
import im.redoubt.client.locate.Place;
import im.redoubt.client.rule.Rules;
import im.redoubt.client.time.Timeline;
import im.redoubt.client.tls.ClientKey;
import im.redoubt.client.trust.Trust;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.SelectionPolicy;
import im.redoubt.protocol.stream.ClientDemands;
import im.redoubt.protocol.stream.ClientWishes;
import im.redoubt.protocol.stream.CountingWish;
import im.redoubt.protocol.stream.PlainPermission;
import im.redoubt.protocol.stream.TokenWish;
import im.redoubt.protocol.stream.UserAgent;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import javax.net.SocketFactory;

/**
 * What an application is on the network: an account, what it signs in by, whom it trusts, and what it can do. Immutable; every
 * {@link #connect} makes a session of its own.
 *
 * <pre>{@code
 * Client client = Client.builder("bot@example.org").password(password).with(Chat.FEATURE).build();
 * try (Session session = client.open()) {
 *     Chat chat = session.get(Chat.FEATURE);
 *     chat.received().add(message -> chat.send(message.from(), "I am a bot."));
 *     session.over().await();
 * }
 * }</pre>
 *
 * <p>Guarantee: there is no way to have it speak without TLS, take a server for what it does not prove to be, choose a
 * resource, or send a password where it can be proved instead; only who makes an account tells its server the password, once.
 */
public final class Client {
    private final Builder settings;

    private Client(Builder settings) {
        this.settings = settings;
    }

    /**
     * Begins to describe a client.
     *
     * @param account the account's address, {@code name@domain}
     * @throws im.redoubt.protocol.address.AddressException if it is none
     */
    public static Builder builder(String account) {
        return builder(BareJid.of(account));
    }

    /** Begins to describe a client of this account. */
    public static Builder builder(BareJid account) {
        if (account.isDomain()) {
            throw new IllegalArgumentException("an account has a name before the @: " + account);
        }
        return new Builder(account);
    }

    /** Returns the account. */
    public BareJid account() {
        return settings.account;
    }

    /**
     * Signs in.
     *
     * @return the session, or {@link SignInException}, whose message says what to do
     */
    public Pending<Session> connect() {
        return connect(Optional.empty());
    }

    /**
     * Has the server make the account with an invitation (XEP-0445), and signs in. The server is told the password, within TLS and only
     * when it has taken the invitation. Once the account is there, {@link #connect} is enough.
     *
     * @param invitation one that opens an account of this name on this server
     * @return the session, or {@link SignInException}, whose message says what to do; where the account was not made, it has a
     *     {@link im.redoubt.protocol.stream.ClientFailure.Unregistered}
     * @throws IllegalArgumentException if the invitation opens no account, or one of another server or name
     * @throws IllegalStateException if the client has no password, nor a store that may have one
     */
    public Pending<Session> register(Invitation invitation) {
        if (!invitation.opensAccount(settings.account)) {
            throw new IllegalArgumentException("the invitation does not open the account " + settings.account);
        } else if (!settings.password.isPresent() && !settings.store.isPresent()) {
            throw new IllegalStateException("an account is made with a password: call password(...) before build()");
        }
        return connect(Optional.of(invitation.token()));
    }

    private Pending<Session> connect(Optional<Secret> invitation) {
        ThreadFactory threads = settings.threads;
        Attendant attendant = new Attendant(threads);
        Environment environment = new Environment(
                attendant,
                new SerialCallbacks(settings.callbacks.orElse(attendant), settings.thrown),
                settings.random,
                settings.pace);
        Locator locator = Locator.of(
                settings.resolver, task -> threads.newThread(task).start(), settings.sockets, settings.random);
        Dialer plain = new StreamDialer(
                locator,
                settings.place,
                new Security(settings.trust.asking(settings.resolver), settings.key, settings.binding),
                attendant,
                threads);
        Dialer dialer = settings.watcher
                .<Dialer>map(watcher -> new WatchedDialer(plain, watcher))
                .orElse(plain);
        Lasting lasting = new Lasting(environment, dialer, settings.signIn(attendant, invitation));
        Attachment attachment = new Attachment(settings.account, environment, lasting);
        settings.features.forEach(attachment::attach);
        settings.rules.ifPresent(rules -> attachment.obey(rules));
        lasting.over().whenDone((ended, never) -> attendant.close());
        return lasting.begin().map(begun -> new Session(settings.account, begun, attachment));
    }

    /**
     * Signs in and waits for it.
     *
     * @return the session
     * @throws SignInException if there is none; the message says what to do
     */
    public Session open() {
        return connect().await();
    }

    /** Returns the account. */
    @Override
    public String toString() {
        return settings.account.toString();
    }

    /**
     * Describes a client.
     *
     * <p>Size: one field for each thing that can be said of a client.
     */
    public static final class Builder {
        private final BareJid account;
        private final List<Feature<?>> features = new ArrayList<>();
        private final SecureRandom random = new SecureRandom();
        private Optional<Password> password = Optional.empty();
        private Optional<ClientKey> key = Optional.empty();
        private Trust trust = Trust.pkix();
        private Place place = Place.discovered();
        private Resolver resolver = DnsResolver.ofSystem();
        private SocketFactory sockets = SocketFactory.getDefault();
        private Pace pace = Pace.STANDARD;
        private ThreadFactory threads = Threads.standard();
        private Optional<Executor> callbacks = Optional.empty();
        private Consumer<Throwable> thrown = failure -> {};
        private Optional<Consumer<Watched>> watcher = Optional.empty();
        private Optional<PlainPermission> plain = Optional.empty();
        private Optional<Rules> rules = Optional.empty();
        private Security.Binding binding = Security.Binding.WHERE_OFFERED;
        private ScramHash weakest = SelectionPolicy.DEFAULT.weakest();
        private Optional<CredentialStore> store = Optional.empty();
        private final CredentialStore memory = new EphemeralStore();
        private UserAgent agent = new UserAgent(Optional.of(UUID.randomUUID()), Optional.empty(), Optional.empty());

        private Builder(BareJid account) {
            this.account = account;
        }

        private Builder(Builder other) {
            this.account = other.account;
            this.features.addAll(other.features);
            this.password = other.password;
            this.key = other.key;
            this.trust = other.trust;
            this.place = other.place;
            this.resolver = other.resolver;
            this.sockets = other.sockets;
            this.pace = other.pace;
            this.threads = other.threads;
            this.callbacks = other.callbacks;
            this.thrown = other.thrown;
            this.watcher = other.watcher;
            this.plain = other.plain;
            this.weakest = other.weakest;
            this.binding = other.binding;
            this.rules = other.rules;
            this.store = other.store;
            this.agent = other.agent;
        }

        /** Signs in by a password. It must not be closed while sessions of this client last. */
        public Builder password(Password known) {
            this.password = Optional.of(known);
            return this;
        }

        /**
         * Signs in by what a store has for the account, and keeps there what lasts: the token that takes the place of a password
         * as soon as the server gives one, the id of this installation, and what the server once showed. Without it that lasts as
         * long as this client. The store must not be closed while sessions last.
         */
        public Builder credentials(CredentialStore kept) {
            this.store = Optional.of(kept);
            return this;
        }

        /** Signs in by a certificate where the server lets it (SASL EXTERNAL). */
        public Builder certificate(ClientKey known) {
            this.key = Optional.of(known);
            return this;
        }

        /**
         * Lets the password itself be sent, over TLS, to a server that offers nothing by which it could be proved instead and
         * was never seen to offer more: whoever holds the server's key reads it.
         */
        public Builder plain(PlainPermission permission) {
            this.plain = Optional.of(permission);
            return this;
        }

        /**
         * Does not tie what it proves to the connection. For servers that offer channel binding and have only kinds that TLS 1.3 does
         * away with, such as the ejabberd of Debian 12: those refuse the right password otherwise. Whoever holds a certificate for the
         * domain is then not found out by the sign-in.
         */
        public Builder withoutChannelBinding() {
            this.binding = Security.Binding.NEVER;
            return this;
        }

        /**
         * Takes SCRAM-SHA-1 too, which many servers of some years ago have and nothing better. Not for a server that was seen to
         * offer better.
         */
        public Builder acceptScramSha1() {
            this.weakest = ScramHash.SHA_1;
            return this;
        }

        /**
         * Says what the program and the device are called, for the list of those that can get at the account (XEP-0388,
         * XEP-0494). Nobody but the account and its server sees it.
         */
        public Builder agent(String software, String device) {
            this.agent = new UserAgent(agent.id(), Optional.of(software), Optional.of(device));
            return this;
        }

        /** Says who may vouch for the server; without it, the platform's authorities. */
        public Builder trust(Trust whom) {
            this.trust = whom;
            return this;
        }

        /** Says where to look for the server; without it, where DNS says. Its certificate must be the domain's anyway. */
        public Builder place(Place where) {
            this.place = where;
            return this;
        }

        /**
         * Says whom to ask of DNS; without it, the servers that the system uses, and on Android none but the platform's own
         * resolver, which knows addresses only: {@link DnsResolver}. It is asked where the server is, and, where {@link #trust} goes by
         * DNS, for proof of what it says.
         */
        public Builder resolver(Resolver whom) {
            this.resolver = whom;
            return this;
        }

        /** Says where sockets come from, not connected, such as those of one network of a phone. Hosts are looked up by the resolver. */
        public Builder sockets(SocketFactory factory) {
            this.sockets = factory;
            return this;
        }

        /** Gives the client features. */
        public Builder with(Feature<?>... more) {
            features.addAll(List.of(more));
            return this;
        }

        /**
         * Says what may come in: what no rule lets in is refused and counted, and a request is answered as by a client that does not
         * know it. The features need what the own account and its server send, so a rule should let that in.
         */
        public Builder rules(Rules what) {
            this.rules = Optional.of(what);
            return this;
        }

        /** Says how patient its sessions are. */
        public Builder pace(Pace other) {
            this.pace = other;
            return this;
        }

        /** Says where listeners run, such as an application's main thread; without it, on a thread of the session's. */
        public Builder callbacks(Executor where) {
            this.callbacks = Optional.of(where);
            return this;
        }

        /** Says where threads come from: two for each session, and up to four while it looks for the server. */
        public Builder threads(ThreadFactory factory) {
            this.threads = factory;
            return this;
        }

        /** Hears of what listeners throw, which changes nothing for the session. */
        public Builder thrown(Consumer<Throwable> listener) {
            this.thrown = listener;
            return this;
        }

        /**
         * Shows a developer what its sessions send and receive.
         *
         * @param listener sees each element before it is handled; called by the session's threads, and must not block
         */
        public Builder watching(Consumer<Watched> listener) {
            this.watcher = Optional.of(listener);
            return this;
        }

        /**
         * Returns the client.
         *
         * @throws IllegalStateException if there is nothing to sign in by
         */
        public Client build() {
            if (!password.isPresent() && !key.isPresent() && !store.isPresent()) {
                throw new IllegalStateException(
                        "nothing to sign in by: call password(...), certificate(...) or credentials(...) before build()");
            }
            return new Client(new Builder(this));
        }

        private SignIn signIn(Timeline timeline, Optional<Secret> invitation) {
            ClientDemands demands = ClientDemands.DEFAULT.with(new SelectionPolicy(weakest, false));
            AccountSignIn.Means means = new AccountSignIn.Means(
                    password,
                    key.isPresent(),
                    plain,
                    invitation,
                    demands,
                    new AccountSignIn.Kept(store.orElse(memory), thrown));
            ClientWishes wishes =
                    ClientWishes.NONE.as(agent).with(CountingWish.RESUMABLE).with(TokenWish.REQUEST);
            return new AccountSignIn(account, means, wishes, timeline::now, random);
        }
    }
}
