package im.redoubt.server.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.protocol.sasl.SaslRefusal;
import im.redoubt.protocol.sasl.ScramError;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.ScramVerifier;
import im.redoubt.protocol.stream.InvitationToken;
import im.redoubt.protocol.stream.ServerAnswer;
import im.redoubt.protocol.stream.ServerEffect;
import im.redoubt.server.event.Mechanism;
import im.redoubt.server.event.SecurityEvent;
import im.redoubt.server.event.SignInFailure;
import im.redoubt.server.guard.AddressKey;
import im.redoubt.server.guard.Offence;
import im.redoubt.server.guard.SignInAttempt;
import im.redoubt.server.guard.SignInDecision;
import im.redoubt.server.metric.ServerMetrics.SignInOutcome;
import im.redoubt.server.session.Revocations;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The attempts to sign in of one connection: looks verifiers up, waits as long as the source has earned, and says what
 * happened. Unknown accounts are treated like known ones in every step. Everything runs on the event loop.
 */
final class SignIn {
    private final SignInService service;
    private final InetSocketAddress source;
    private final AddressKey address;
    private Optional<SignInAttempt> attempt = Optional.empty();
    private Optional<Instant> lastSeen = Optional.empty();
    private boolean oldClient;
    private boolean throttled;
    private Optional<ServerEffect.SignedIn> proof = Optional.empty();

    SignIn(SignInService service, InetSocketAddress source) {
        this.service = service;
        this.source = source;
        this.address = AddressKey.of(source.getAddress());
    }

    /** Returns the verifier of an account or a decoy, after whatever delay the source has earned. */
    CompletionStage<ServerAnswer> verifier(ServerEffect.FindVerifier question) {
        return admitted(question.account(), () -> lookUp(question).thenApply(ServerAnswer.Verifier::new));
    }

    /** Compares a password, after whatever delay the source has earned. */
    CompletionStage<ServerAnswer> password(ServerEffect.CheckPassword question) {
        ServerEffect.FindVerifier verifier =
                new ServerEffect.FindVerifier(question.account(), question.name(), ScramHash.SHA_256);
        return admitted(
                        question.account(),
                        () -> lookUp(verifier)
                                .thenCompose(found -> service.matches(address, question.password(), found))
                                .thenApply(ServerAnswer.PasswordChecked::new))
                .whenComplete((done, failure) -> question.password().close());
    }

    /** Looks whether the account of a certificate exists, after whatever delay the source has earned. */
    CompletionStage<ServerAnswer> account(ServerEffect.FindAccount question) {
        return admitted(
                Optional.of(question.account()),
                () -> service.exists(question.account()).thenApply(ServerAnswer.AccountFound::new));
    }

    /** Compares a proof with the tokens of a client, after whatever delay the source has earned. */
    CompletionStage<ServerAnswer> token(ServerEffect.UseToken question) {
        return admitted(question.account(), () -> service.clients().use(question));
    }

    /** Hands out a token. */
    CompletionStage<ServerAnswer> issue(ServerEffect.IssueToken wish, Revocations.Moment began) {
        return service.clients().issue(wish, began);
    }

    /** Finds out which verifiers an account lacks. */
    CompletionStage<ServerAnswer> lacking(ServerEffect.FindLacking question) {
        return service.lacking(question);
    }

    /** Adds a verifier. */
    CompletionStage<ServerAnswer> upgrade(ServerEffect.Upgrade wish) {
        return service.upgrade(wish, source);
    }

    private CompletionStage<ServerAnswer> admitted(
            Optional<BareJid> account, Supplier<CompletionStage<ServerAnswer>> then) {
        oldClient = false;
        throttled = false;
        CompletionStage<Optional<Instant>> before = account.isPresent()
                ? service.lastSeen(account.get(), address)
                : CompletableFuture.completedFuture(Optional.empty());
        return before.thenCompose(seen -> {
            lastSeen = seen;
            return decided(service.decide(account, address, seen.isPresent()), then);
        });
    }

    private CompletionStage<ServerAnswer> decided(
            SignInDecision decision, Supplier<CompletionStage<ServerAnswer>> then) {
        return switch (decision) {
            case SignInDecision.Refused refused -> {
                throttled = true;
                yield CompletableFuture.<ServerAnswer>completedFuture(new ServerAnswer.Unavailable());
            }
            case SignInAttempt admitted -> {
                attempt = Optional.of(admitted);
                yield delay(admitted.waitBefore()).thenCompose(waited -> then.get());
            }
        };
    }

    private CompletionStage<ScramVerifier> lookUp(ServerEffect.FindVerifier question) {
        if (question.account().isEmpty()) {
            return CompletableFuture.completedFuture(decoy(question));
        }
        return service.verifier(question.account().get(), question.hash()).thenApply(found -> {
            oldClient = found.isEmpty() && question.hash() == ScramHash.SHA_1;
            return found.orElseGet(() -> decoy(question));
        });
    }

    private ScramVerifier decoy(ServerEffect.FindVerifier question) {
        return service.decoy(
                question.hash(), question.account().map(BareJid::local).orElse(question.name()));
    }

    /** Counts a failure and returns when it may be told. */
    CompletionStage<Void> failed(ServerEffect.Penalise failure) {
        SaslCondition condition = failure.refusal().condition();
        boolean counts = condition != SaslCondition.ABORTED && condition != SaslCondition.TEMPORARY_AUTH_FAILURE;
        Duration wait =
                counts ? attempt.map(SignInAttempt::failed).orElseGet(() -> service.failed(address)) : Duration.ZERO;
        attempt = Optional.empty();
        if (counts) {
            service.offended(address, Offence.SIGN_IN_FAILED);
        }
        Optional<Mechanism> how = failure.mechanism().map(name -> Mechanism.named(Optional.of(name)));
        service.metrics().signIn(how.orElse(Mechanism.OTHER), counts ? SignInOutcome.FAILURE : SignInOutcome.PUT_OFF);
        service.record(new SecurityEvent.SignInFailed(source, failure.account(), how, reason(failure.refusal())));
        return delay(wait);
    }

    private SignInFailure reason(SaslRefusal refusal) {
        if (refusal.error().isPresent()) {
            ScramError error = refusal.error().get();
            if (error == ScramError.CHANNEL_BINDINGS_DONT_MATCH) {
                return SignInFailure.CHANNEL_BINDING_MISMATCH;
            }
            if (error == ScramError.SERVER_DOES_SUPPORT_CHANNEL_BINDING) {
                return SignInFailure.DOWNGRADE_DETECTED;
            }
        }
        return switch (refusal.condition()) {
            case ABORTED -> SignInFailure.ABORTED;
            case INVALID_AUTHZID -> SignInFailure.INVALID_AUTHZID;
            case INVALID_MECHANISM -> SignInFailure.INVALID_MECHANISM;
            case INCORRECT_ENCODING, MALFORMED_REQUEST -> SignInFailure.MALFORMED_REQUEST;
            case TEMPORARY_AUTH_FAILURE -> throttled ? SignInFailure.THROTTLED : SignInFailure.TEMPORARY_FAILURE;
            case NOT_AUTHORIZED -> oldClient ? SignInFailure.OLD_CLIENT_NOT_ALLOWED : SignInFailure.NOT_AUTHORIZED;
            case ACCOUNT_DISABLED, CREDENTIALS_EXPIRED, ENCRYPTION_REQUIRED, MECHANISM_TOO_WEAK ->
                SignInFailure.NOT_AUTHORIZED;
        };
    }

    void succeeded(ServerEffect.SignedIn success) {
        attempt.ifPresent(SignInAttempt::succeeded);
        attempt = Optional.empty();
        proof = Optional.of(success);
        Mechanism how = Mechanism.named(Optional.of(success.mechanism()));
        service.metrics().signIn(how, SignInOutcome.SUCCESS);
        service.record(new SecurityEvent.SignIn(source, success.account(), how));
        service.remember(success.account(), address, lastSeen);
        service.clients().seen(success);
    }

    /** Before anybody signed in, the rules were broken. */
    void broken(boolean attack) {
        service.offended(address, attack ? Offence.ATTACK : Offence.STREAM_BROKEN);
    }

    /** Returns the sign-in that succeeded: nothing is bound before one did. */
    ServerEffect.SignedIn proof() {
        return proof.orElseThrow();
    }

    /** The connection went away. */
    void abandoned() {
        attempt = Optional.empty();
    }

    CompletionStage<ServerAnswer> invitation(InvitationToken token) {
        return service.invitation(token);
    }

    CompletionStage<ServerAnswer> register(ServerEffect.Register registration) {
        return service.register(registration, source);
    }

    private static CompletableFuture<Void> delay(Duration wait) {
        if (wait.isZero()) {
            return CompletableFuture.completedFuture(null);
        }
        Executor later = CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS);
        return CompletableFuture.runAsync(() -> {}, later);
    }
}
