package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.ScramVerifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The accounts and their SCRAM verifiers. There is no password here, and nothing to make one from. */
public interface Accounts {
    /**
     * Creates an account.
     *
     * @param account what to create
     * @return the account, or {@link Refusal#ACCOUNT_EXISTS}
     */
    CompletableFuture<Outcome<Account>> create(NewAccount account);

    /**
     * Creates many accounts, each by itself: one that exists already does not hinder the others. Hand in a few hundred at
     * a time.
     *
     * @param accounts what to create
     * @return the outcomes in the same order
     */
    CompletableFuture<List<Outcome<Account>>> createAll(List<NewAccount> accounts);

    /**
     * Creates accounts with the verifiers that another server kept, each by itself. What they lack their clients add (see {@link
     * #addVerifier}).
     *
     * @param accounts what to create, a few hundred at most
     * @return the outcomes in the same order
     */
    CompletableFuture<List<Outcome<Account>>> importAll(List<ImportedAccount> accounts);

    /**
     * Deletes an account and everything that is kept for it. Nobody can sign in by password or token from the first moment on; its messages leave slice by
     * slice, so that nobody else waits for them, and the account is gone with the last of them, so that a later one of the same address
     * sees nothing of it. If the process ends meanwhile, the account is there still, and is to be deleted once more.
     *
     * @param address the account
     * @return whether there was one
     */
    CompletableFuture<Boolean> delete(BareJid address);

    /** Returns the account of this address, if there is one. */
    CompletableFuture<Optional<Account>> find(BareJid address);

    /** Returns whether there is an account of this address. */
    CompletableFuture<Boolean> exists(BareJid address);

    /**
     * Lists accounts in the order of their addresses' UTF-8 bytes.
     *
     * @param after only addresses after this one, if given
     * @param limit how many at most
     * @return a page, which is the last one if it is shorter than {@code limit}
     */
    CompletableFuture<List<Account>> list(Optional<BareJid> after, int limit);

    /**
     * Lists the accounts that have the role of an administrator, in the order of their addresses' UTF-8 bytes.
     *
     * @param limit how many at most
     * @return the first of them
     */
    CompletableFuture<List<Account>> administrators(int limit);

    /** Returns how many accounts there are. */
    CompletableFuture<Long> count();

    /**
     * Returns the verifier of an account for one hash.
     *
     * @param address the account
     * @param hash the hash of the mechanism
     * @return the verifier, or empty if there is no such account or it has none for this hash; empty also if it is damaged,
     *     which is reported
     */
    CompletableFuture<Optional<ScramVerifier>> verifier(BareJid address, ScramHash hash);

    /**
     * Returns the hashes that an account has a verifier for, damaged ones included: what is damaged is not replaced in silence.
     *
     * @param address the account
     * @return the hashes, none if there is no such account
     */
    CompletableFuture<Set<ScramHash>> hashes(BareJid address);

    /**
     * Returns the same of all accounts between two of a page of {@link #list}.
     *
     * @param first the first of them
     * @param last the last of them
     * @return the hashes by account
     */
    CompletableFuture<Map<BareJid, Set<ScramHash>>> hashes(BareJid first, BareJid last);

    /**
     * Adds a verifier of the same password (XEP-0480), in one step with the look at the one that was proved.
     *
     * @param address the account
     * @param proved what its client has proved
     * @param made what is to be added; never takes the place of another
     * @return what became of it
     */
    CompletableFuture<VerifierAddition> addVerifier(BareJid address, ScramVerifier proved, ScramVerifier made);

    /** What became of a verifier that was to be added. */
    enum VerifierAddition {
        /** It is stored. */
        ADDED,
        /** There is one for this hash already, which stays. */
        THERE_ALREADY,
        /** What was proved is not stored, or damaged: nothing was added. */
        NOT_PROVED
    }

    /**
     * Replaces all verifiers of an account, as after a change of password: verifiers that are not in the list are gone, and so are
     * all tokens (see {@link ClientAccess}).
     *
     * @param address the account
     * @param verifiers one for each hash, SHA-256 and SHA-512 among them
     * @return done, or {@link Refusal#NO_ACCOUNT}
     * @throws IllegalArgumentException if a hash is there twice or SHA-256 or SHA-512 is missing
     */
    CompletableFuture<Outcome<Account>> replaceVerifiers(BareJid address, List<ScramVerifier> verifiers);

    /**
     * Gives or takes the role of an administrator.
     *
     * @param address the account
     * @param admin whether it shall have the role
     * @return done, or {@link Refusal#NO_ACCOUNT}
     */
    CompletableFuture<Outcome<Account>> setAdmin(BareJid address, boolean admin);
}
