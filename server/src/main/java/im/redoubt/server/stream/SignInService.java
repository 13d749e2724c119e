package im.redoubt.server.stream;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.ScramVerifier;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.protocol.stream.InvitationToken;
import im.redoubt.protocol.stream.ServerAnswer;
import im.redoubt.protocol.stream.ServerEffect;
import im.redoubt.server.event.AdministrationAction;
import im.redoubt.server.event.EventLog;
import im.redoubt.server.event.Mechanism;
import im.redoubt.server.event.SecurityEvent;
import im.redoubt.server.guard.AddressKey;
import im.redoubt.server.guard.Offence;
import im.redoubt.server.guard.Offenders;
import im.redoubt.server.guard.SignInDecision;
import im.redoubt.server.guard.SignInThrottle;
import im.redoubt.server.metric.ServerMetrics;
import im.redoubt.server.settings.AccountSettings;
import im.redoubt.server.store.Account;
import im.redoubt.server.store.NewAccount;
import im.redoubt.server.store.Outcome;
import im.redoubt.server.store.Refusal;
import im.redoubt.server.store.Store;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What all attempts to sign in share. Any thread may call; nothing blocks. */
public final class SignInService {
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final Store store;
    private final SignInThrottle throttle;
    private final EventLog events;
    private final ServerMetrics metrics;
    private final Offenders offenders;
    private final Secret decoySecret;
    private final AccountSettings accounts;
    private final InstantSource clock;
    private final Enrolment enrolment;
    private final ReturningClients clients;

    /** Makes the verifiers of a new account from its password. */
    public interface Enrolment {
        /**
         * Derives the verifiers, on a bounded pool of threads.
         *
         * @param source who asks, so that one source cannot take the whole pool
         * @param password the password as it was sent; erased by the caller
         * @return the verifiers, empty if the password cannot be one; fails if the pool is full
         */
        CompletableFuture<Optional<List<ScramVerifier>>> verifiers(AddressKey source, Secret password);

        /**
         * Compares a password with a verifier, on the same pool.
         *
         * @param source who asks
         * @param password the password as it was sent; erased by the caller
         * @param verifier the account's, or a decoy, which takes as long and is never right
         * @return whether it is right; fails if the pool is full
         */
        CompletableFuture<Boolean> matches(AddressKey source, Secret password, ScramVerifier verifier);
    }

    // Size: nine parts that every sign-in needs, each of another type, so that none can be taken for another.
    /** Signs in against {@code store}. */
    public SignInService(
            Store store,
            SignInThrottle throttle,
            EventLog events,
            ServerMetrics metrics,
            Offenders offenders,
            Enrolment enrolment,
            Decoys decoys,
            InstantSource clock,
            ReturningClients clients) {
        this.store = store;
        this.throttle = throttle;
        this.events = events;
        this.metrics = metrics;
        this.offenders = offenders;
        this.enrolment = enrolment;
        this.decoySecret = decoys.secret();
        this.accounts = decoys.accounts();
        this.clock = clock;
        this.clients = clients;
    }

    /**
     * What the verifiers of accounts that do not exist are made from.
     *
     * @param secret a secret of this server, always the same
     * @param accounts what verifiers of accounts look like
     */
    public record Decoys(Secret secret, AccountSettings accounts) {}

    /** Begins the attempts of one connection. */
    public SignIn from(InetSocketAddress source) {
        return new SignIn(this, source);
    }

    /** Returns when the account was last remembered to sign in from there. */
    CompletionStage<Optional<Instant>> lastSeen(BareJid account, AddressKey address) {
        return store.knownSources().lastSeen(account, address.toString()).exceptionally(inTrouble -> Optional.empty());
    }

    SignInDecision decide(Optional<BareJid> account, AddressKey address, boolean known) {
        return account.map(name -> throttle.attempt(address, name, known)).orElseGet(() -> throttle.attempt(address));
    }

    Duration failed(AddressKey address) {
        return switch (throttle.attempt(address)) {
            case SignInDecision.Refused refused -> refused.retryAfter();
            case im.redoubt.server.guard.SignInAttempt attempt -> attempt.failed();
        };
    }

    CompletionStage<Optional<ScramVerifier>> verifier(BareJid account, ScramHash hash) {
        return store.accounts().verifier(account, hash);
    }

    CompletionStage<ServerAnswer> lacking(ServerEffect.FindLacking question) {
        return store.accounts().hashes(question.account()).thenApply(there -> {
            List<ScramHash> lacking = new ArrayList<>(question.wished());
            lacking.removeAll(there);
            return new ServerAnswer.Lacking(lacking, accounts.iterations());
        });
    }

    CompletionStage<ServerAnswer> upgrade(ServerEffect.Upgrade wish, InetSocketAddress source) {
        return store.accounts()
                .addVerifier(wish.account(), wish.proved(), wish.made())
                .thenApply(outcome -> switch (outcome) {
                    case ADDED -> {
                        Mechanism mechanism =
                                Mechanism.named(Optional.of(wish.made().hash().scheme()));
                        metrics.upgraded();
                        events.record(new SecurityEvent.VerifierAdded(source, wish.account(), mechanism));
                        yield new ServerAnswer.Upgraded();
                    }
                    case THERE_ALREADY -> new ServerAnswer.Upgraded();
                    case NOT_PROVED -> new ServerAnswer.NotUpgraded();
                });
    }

    CompletionStage<Boolean> exists(BareJid account) {
        return store.accounts().exists(account);
    }

    ScramVerifier decoy(ScramHash hash, String name) {
        return ScramVerifier.decoy(accounts.shapes(hash), decoySecret, name);
    }

    CompletionStage<Boolean> matches(AddressKey source, Secret password, ScramVerifier verifier) {
        return enrolment.matches(source, password, verifier);
    }

    ReturningClients clients() {
        return clients;
    }

    ServerMetrics metrics() {
        return metrics;
    }

    void record(SecurityEvent event) {
        events.record(event);
    }

    /** Counts an offence against an address. */
    public void offended(AddressKey address, Offence offence) {
        offenders.report(address, offence);
    }

    /** Remembers where an account signed in from. Once a day is enough: each time costs a write. */
    void remember(BareJid account, AddressKey address, Optional<Instant> lastSeen) {
        if (lastSeen.filter(before -> before.plus(REMEMBERED).isAfter(clock.instant()))
                .isPresent()) {
            return;
        }
        var _ = store.knownSources().remember(account, address.toString());
    }

    CompletionStage<ServerAnswer> invitation(InvitationToken token) {
        return store.invitations()
                .find(im.redoubt.server.store.InvitationToken.of(token.reveal()))
                .thenApply(found -> new ServerAnswer.Invitation(
                        found.isPresent(), found.flatMap(im.redoubt.server.store.Invitation::name)));
    }

    CompletionStage<ServerAnswer> register(ServerEffect.Register registration, InetSocketAddress source) {
        return enrolment
                .verifiers(AddressKey.of(source.getAddress()), registration.password())
                .thenCompose(verifiers -> verifiers.isEmpty()
                        ? refused(StanzaCondition.NOT_ACCEPTABLE)
                        : redeem(registration, source, verifiers.get()))
                .exceptionallyCompose(trouble -> refused(StanzaCondition.RESOURCE_CONSTRAINT))
                .whenComplete((done, failure) -> registration.password().close());
    }

    private CompletionStage<ServerAnswer> redeem(
            ServerEffect.Register registration, InetSocketAddress source, List<ScramVerifier> verifiers) {
        NewAccount account = new NewAccount(registration.account(), verifiers, false);
        return store.invitations()
                .redeem(
                        im.redoubt.server.store.InvitationToken.of(
                                registration.token().reveal()),
                        account)
                .thenCompose(outcome -> switch (outcome) {
                    case Outcome.Done<Account>(Account made) -> {
                        events.record(new SecurityEvent.Administration(
                                Optional.of(made.address()),
                                Optional.of(source),
                                AdministrationAction.INVITE_USED,
                                Optional.of(made.address())));
                        yield CompletableFuture.<ServerAnswer>completedFuture(
                                new ServerAnswer.Registration(Optional.empty()));
                    }
                    case Outcome.Refused<Account>(Refusal reason) ->
                        refused(
                                reason == Refusal.ACCOUNT_EXISTS
                                        ? StanzaCondition.CONFLICT
                                        : StanzaCondition.NOT_ALLOWED);
                });
    }

    private static CompletableFuture<ServerAnswer> refused(StanzaCondition condition) {
        return CompletableFuture.completedFuture(new ServerAnswer.Registration(Optional.of(StanzaError.of(condition))));
    }
}
