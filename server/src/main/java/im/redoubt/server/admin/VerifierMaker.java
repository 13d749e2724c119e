package im.redoubt.server.admin;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.ScramVerifier;
import im.redoubt.server.store.NewAccount;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/**
 * Derives the SCRAM verifiers of passwords: SHA-256 and SHA-512, and SHA-1 where it is asked for. Slow on purpose; the
 * work is done on a bounded pool, several accounts at once.
 */
public final class VerifierMaker {
    private final int iterations;
    private final SecureRandom random;
    private final ExecutorService pool;

    /**
     * @param iterations rounds of PBKDF2
     * @param random the source of salts
     * @param pool does the work; its size bounds the processors taken
     */
    public VerifierMaker(int iterations, SecureRandom random, ExecutorService pool) {
        this.iterations = iterations;
        this.random = random;
        this.pool = pool;
    }

    /**
     * Derives the verifiers of one password, each with a salt of its own.
     *
     * @param password the prepared password; the caller closes it
     * @param sha1 whether one for SCRAM-SHA-1 is made too
     * @return one verifier for each hash
     */
    public List<ScramVerifier> verifiers(Secret password, boolean sha1) {
        List<Future<ScramVerifier>> futures = submit(password, sha1);
        return futures.stream().map(VerifierMaker::get).toList();
    }

    NewAccount account(AccountDraft draft, boolean sha1) {
        return new NewAccount(draft.address(), verifiers(draft.password(), sha1), draft.admin());
    }

    List<NewAccount> accounts(List<AccountDraft> drafts, Predicate<AccountDraft> sha1) {
        List<List<Future<ScramVerifier>>> futures = drafts.stream()
                .map(draft -> submit(draft.password(), sha1.test(draft)))
                .toList();
        List<NewAccount> accounts = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            AccountDraft draft = drafts.get(i);
            List<ScramVerifier> made =
                    futures.get(i).stream().map(VerifierMaker::get).toList();
            accounts.add(new NewAccount(draft.address(), made, draft.admin()));
        }
        return accounts;
    }

    private List<Future<ScramVerifier>> submit(Secret password, boolean sha1) {
        List<ScramHash> hashes = sha1
                ? List.of(ScramHash.SHA_256, ScramHash.SHA_512, ScramHash.SHA_1)
                : List.of(ScramHash.SHA_256, ScramHash.SHA_512);
        return hashes.stream().map(hash -> submit(password, hash)).toList();
    }

    private Future<ScramVerifier> submit(Secret password, ScramHash hash) {
        byte[] salt = new byte[ScramVerifier.SALT_BYTES];
        random.nextBytes(salt);
        return pool.submit(() -> ScramVerifier.derive(hash, password, salt, iterations));
    }

    private static ScramVerifier get(Future<ScramVerifier> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AdministrationException(
                    AdministrationProblem.UNAVAILABLE, "Interrupted; nothing was changed.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a password that was prepared has no verifier", e);
        }
    }
}
