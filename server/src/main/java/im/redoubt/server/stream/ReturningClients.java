package im.redoubt.server.stream;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.CanonicalBase64;
import im.redoubt.protocol.sasl.TokenMechanism;
import im.redoubt.protocol.stream.ServerAnswer;
import im.redoubt.protocol.stream.ServerEffect;
import im.redoubt.protocol.stream.UserAgent;
import im.redoubt.server.session.Revocations;
import im.redoubt.server.store.ClientKey;
import im.redoubt.server.store.ClientSighting;
import im.redoubt.server.token.IssuedToken;
import im.redoubt.server.token.TokenUse;
import im.redoubt.server.token.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The clients that say which ones they are (XEP-0388 section 2.3), and their tokens. Any thread; nothing blocks. */
public final class ReturningClients {
    private final Tokens tokens;
    private final Names names;

    /** Whether the names of programs and devices are kept, which their owners are shown (XEP-0494 section 6). */
    public enum Names {
        /** They are. */
        KEPT,
        /** Nothing is kept but what tokens need. */
        FORGOTTEN
    }

    /** Keeps tokens in {@code tokens}. */
    public ReturningClients(Tokens tokens, Names names) {
        this.tokens = tokens;
        this.names = names;
    }

    /** Returns what a client that has not said which one it is has no tokens under. */
    private static String id(UserAgent agent) {
        return agent.id().map(UUID::toString).orElse("");
    }

    CompletionStage<ServerAnswer> use(ServerEffect.UseToken question) {
        String client = id(question.agent());
        return tokens.use(
                        question.account(),
                        client,
                        question.proof(),
                        question.use().count())
                .thenCompose(used -> used.isPresent() && question.account().isPresent()
                        ? used(
                                question.account().get(),
                                client,
                                used.get(),
                                question.use().invalidate())
                        : CompletableFuture.<ServerAnswer>completedFuture(new ServerAnswer.TokenRefused()));
    }

    /** XEP-0484 section 3.6: worth nothing before the success is told. */
    private CompletionStage<ServerAnswer> used(BareJid account, String client, TokenUse use, boolean invalidate) {
        ServerAnswer answer = new ServerAnswer.TokenUsed(CanonicalBase64.encode(use.answer()), use.due());
        return invalidate
                ? tokens.invalidate(account, client, use).thenApply(gone -> answer)
                : CompletableFuture.completedFuture(answer);
    }

    CompletionStage<ServerAnswer> issue(ServerEffect.IssueToken wish, Revocations.Moment began) {
        if (wish.agent().id().isEmpty() || wish.mechanism().isEmpty()) {
            return CompletableFuture.completedFuture(new ServerAnswer.NoToken());
        }
        return tokens.issue(wish.account(), id(wish.agent()), wish.mechanism().get(), began::isCurrent)
                .thenApply(issued -> issued.map(ReturningClients::told).orElseGet(ServerAnswer.NoToken::new));
    }

    private static ServerAnswer told(IssuedToken issued) {
        try (Secret token = issued.token()) {
            byte[] text = token.reveal();
            ServerAnswer answer =
                    new ServerAnswer.TokenIssued(new String(text, StandardCharsets.US_ASCII), issued.expiresAt());
            Arrays.fill(text, (byte) 0);
            return answer;
        }
    }

    /** Notes that a client has signed in; what it asks for then comes behind this. */
    void seen(ServerEffect.SignedIn success) {
        if (success.agent().id().isEmpty()) {
            return;
        }
        boolean kept = names == Names.KEPT;
        boolean password = !success.mechanism().equals("EXTERNAL")
                && TokenMechanism.named(success.mechanism()).isEmpty();
        var _ = tokens.seen(
                success.account(),
                new ClientSighting(
                        ClientKey.of(success.account(), id(success.agent())),
                        success.agent().software().filter(name -> kept),
                        success.agent().device().filter(name -> kept),
                        password));
    }
}
