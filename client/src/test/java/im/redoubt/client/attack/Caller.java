package im.redoubt.client.attack;

import im.redoubt.client.credential.Password;
import im.redoubt.client.line.Arrivals;
import im.redoubt.client.line.DialFailure;
import im.redoubt.client.line.Outlet;
import im.redoubt.client.line.Secrets;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.sasl.KeyQuestion;
import im.redoubt.protocol.stream.ClientSession;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.xml.ParsedElement;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Somebody with the account's password who makes one connection, and waits for what comes of it. */
final class Caller implements Secrets, Arrivals {
    private final CompletableFuture<DialFailure> failure = new CompletableFuture<>();

    /** Returns why there is no session; it fails if there is one. */
    CompletableFuture<DialFailure> failure() {
        return failure;
    }

    @Override
    public Optional<Secret> key(KeyQuestion question) {
        try (Password password = Password.of(Range.PASSWORD.toCharArray())) {
            return Optional.of(password.salted(question.hash(), question.salt(), question.iterations()));
        }
    }

    @Override
    public Optional<Secret> password() {
        return Optional.empty();
    }

    @Override
    public void registered() {}

    @Override
    public void dropToken() {}

    @Override
    public void opened(Outlet outlet, ClientSession session) {
        failure.completeExceptionally(new AssertionError("a session"));
    }

    @Override
    public void failed(DialFailure why) {
        failure.complete(why);
    }

    @Override
    public void element(ParsedElement element) {}

    @Override
    public void unreadable(StreamError error) {}

    @Override
    public void ended(Optional<StreamError> error) {}
}
