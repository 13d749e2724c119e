package im.redoubt.server.token;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.TokenMechanism;
import im.redoubt.protocol.sasl.TokenProof;
import im.redoubt.server.store.ClientAccess;
import im.redoubt.server.store.ClientKey;
import im.redoubt.server.store.ClientSighting;
import im.redoubt.server.store.StoredToken;
import im.redoubt.server.store.TokenSerial;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * Hands out tokens, and compares them.
 *
 * <p>Guarantee: who has no account, no token, another client's, one for another mechanism, one that has expired or was revoked is
 * told the same, and after the same work.
 */
public final class Tokens {
    /** A client has two tokens at most, and so has every decoy. */
    private static final int COMPARED = 2;

    private final ClientAccess clients;
    private final TokenMint mint;
    private final TokenPolicy policy;
    private final InstantSource clock;
    private final SecureRandom random;

    /** Keeps tokens in {@code clients}, and makes them by {@code mint}. */
    public Tokens(ClientAccess clients, TokenMint mint, TokenPolicy policy, InstantSource clock, SecureRandom random) {
        this.clients = clients;
        this.mint = mint;
        this.policy = policy;
        this.clock = clock;
        this.random = random;
    }

    /** A token beside what is kept of it. */
    private record Candidate(StoredToken stored, Secret token) {}

    /**
     * Compares a proof with the tokens of a client, and uses the one that fits.
     *
     * @param account whom the client says it is, absent if nobody can have that name
     * @param userAgent the id that the client gave itself (XEP-0388 section 3.2)
     * @param proof its proof
     * @param count the count that it sent (XEP-0484 section 3.4)
     * @return the token that was used; empty for whatever reason
     */
    public CompletionStage<Optional<TokenUse>> use(
            Optional<BareJid> account, String userAgent, TokenProof proof, OptionalLong count) {
        if (account.isEmpty()) {
            BareJid nobody = BareJid.of("nobody.invalid");
            compare(nobody, ClientKey.of(nobody, userAgent), proof, List.of());
            return CompletableFuture.completedFuture(Optional.empty());
        }
        ClientKey client = ClientKey.of(account.get(), userAgent);
        return clients.tokens(account.get(), client).thenCompose(stored -> {
            Optional<TokenUse> right = compare(account.get(), client, proof, stored);
            return right.isEmpty()
                    ? CompletableFuture.completedFuture(right)
                    : clients.use(account.get(), client, right.get().serial(), count)
                            .thenApply(used -> used ? right : Optional.empty());
        });
    }

    private Optional<TokenUse> compare(BareJid account, ClientKey client, TokenProof proof, List<StoredToken> stored) {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < COMPARED; i++) {
            StoredToken decoy = decoy(proof.mechanism());
            StoredToken one = i < stored.size() ? stored.get(i) : decoy;
            candidates.add(new Candidate(one, mint.token(account, client, one.serial(), one.mechanism())));
        }
        Instant now = clock.instant();
        Optional<TokenUse> right = Optional.empty();
        for (Candidate candidate : candidates) {
            StoredToken one = candidate.stored();
            boolean good =
                    one.mechanism() == proof.mechanism() && one.expiresAt().isAfter(now);
            // Compared and answered in any case, so that all of them cost the same.
            boolean same = proof.by(candidate.token());
            byte[] answer = proof.answer(candidate.token());
            candidate.token().close();
            if (same && good && right.isEmpty()) {
                right = Optional.of(
                        new TokenUse(one.serial(), one.mechanism(), answer, policy.isDue(one.createdAt(), now)));
            }
        }
        return right;
    }

    /** Nobody was ever given it: its serial is drawn anew, and its time is over. */
    private StoredToken decoy(TokenMechanism mechanism) {
        return new StoredToken(TokenSerial.generate(random), mechanism, Instant.EPOCH, Instant.EPOCH, 0);
    }

    /**
     * Hands out a token to a client that has signed in. The one in use stays good until this one was used.
     *
     * @param account who has signed in
     * @param userAgent the id that the client gave itself
     * @param mechanism what the token will be good for
     * @param current asked in the moment in which it is kept: whether nothing was revoked since the client began to sign in
     * @return the token; empty if the client was revoked meanwhile
     */
    public CompletionStage<Optional<IssuedToken>> issue(
            BareJid account, String userAgent, TokenMechanism mechanism, BooleanSupplier current) {
        ClientKey client = ClientKey.of(account, userAgent);
        Instant now = clock.instant();
        // To the second, as it is told.
        Instant expiry = now.plus(policy.validity()).truncatedTo(ChronoUnit.SECONDS);
        StoredToken stored = new StoredToken(TokenSerial.generate(random), mechanism, now, expiry, 0);
        return clients.issue(account, client, stored, current)
                .thenApply(kept -> kept
                        ? Optional.of(new IssuedToken(mint.token(account, client, stored.serial(), mechanism), expiry))
                        : Optional.empty());
    }

    /** Forgets a token that was used. */
    public CompletionStage<Boolean> invalidate(BareJid account, String userAgent, TokenUse used) {
        return clients.invalidate(account, ClientKey.of(account, userAgent), used.serial());
    }

    /**
     * Notes that a client has signed in.
     *
     * @param account who has signed in
     * @param sighting the client
     * @return completes when it is on disk
     */
    public CompletionStage<Void> seen(BareJid account, ClientSighting sighting) {
        return clients.seen(account, sighting, policy.clients());
    }
}
