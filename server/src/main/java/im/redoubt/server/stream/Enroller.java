package im.redoubt.server.stream;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.SaslPrep;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.ScramVerifier;
import im.redoubt.server.guard.AddressKey;
import im.redoubt.server.guard.CryptoPool;
import im.redoubt.server.settings.AccountSettings;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/** Derives the verifiers of those who register, on the bounded pool. */
public final class Enroller implements SignInService.Enrolment {
    private final CryptoPool pool;
    private final AccountSettings settings;
    private final SecureRandom random;

    /** Derives on {@code pool}. */
    public Enroller(CryptoPool pool, AccountSettings settings, SecureRandom random) {
        this.pool = pool;
        this.settings = settings;
        this.random = random;
    }

    @Override
    public CompletableFuture<Optional<List<ScramVerifier>>> verifiers(AddressKey source, Secret password) {
        Optional<Secret> prepared = prepare(password);
        if (prepared.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        Secret ready = prepared.get();
        return pool.submit(source, () -> Optional.of(derive(ready)))
                .orElseGet(() -> CompletableFuture.failedFuture(
                        new RejectedExecutionException("too many passwords are being derived")))
                .whenComplete((done, failure) -> ready.close());
    }

    @Override
    public CompletableFuture<Boolean> matches(AddressKey source, Secret password, ScramVerifier verifier) {
        Secret ready = prepare(password).orElseGet(() -> Secret.utf8(new char[] {' '}));
        return pool.submit(source, () -> verifier.matches(ready))
                .orElseGet(() -> CompletableFuture.failedFuture(
                        new RejectedExecutionException("too many passwords are being compared")))
                .whenComplete((done, failure) -> ready.close());
    }

    private static Optional<Secret> prepare(Secret password) {
        String text = new String(password.reveal(), StandardCharsets.UTF_8);
        return SaslPrep.prepare(text)
                .filter(usable -> !usable.isEmpty())
                .map(usable -> Secret.utf8(usable.toCharArray()));
    }

    private List<ScramVerifier> derive(Secret password) {
        List<ScramVerifier> verifiers = new ArrayList<>();
        for (ScramHash hash : ScramHash.values()) {
            if (hash != ScramHash.SHA_1 || settings.oldClients()) {
                byte[] salt = new byte[ScramVerifier.SALT_BYTES];
                random.nextBytes(salt);
                verifiers.add(ScramVerifier.derive(hash, password, salt, settings.iterations()));
            }
        }
        return verifiers;
    }
}
