package im.redoubt.client.credential;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.sasl.KeyQuestion;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.SelectionPolicy;
import im.redoubt.protocol.stream.ClientDemand;
import im.redoubt.protocol.stream.ClientDemands;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What is kept for one account.
 *
 * <p>Guarantee: with a token there is no password, neither as it is nor salted; what to insist on of the server only ever grows.
 *
 * <p>A value made from another one shares its secrets: {@link #close} erases them for both. What is put in is copied.
 */
public final class Credentials implements AutoCloseable {
    /** The most salted passwords: one for each hash. */
    static final int MOST_SALTED = 3;

    /** Of a server that nothing is known of: what the application insists on is up to it. */
    static final ClientDemands NOTHING_SEEN = ClientDemands.DEFAULT.with(new SelectionPolicy(ScramHash.SHA_1, false));

    private final UUID installation;
    private final ClientDemands demands;
    private final Optional<Secret> password;
    private final List<SaltedPassword> salted;
    private final Optional<FastToken> token;

    Credentials(
            UUID installation,
            ClientDemands demands,
            Optional<Secret> password,
            List<SaltedPassword> salted,
            Optional<FastToken> token) {
        this.installation = installation;
        this.demands = demands;
        this.password = password;
        this.salted = List.copyOf(salted);
        this.token = token;
    }

    /** Returns what is kept of an account at first: a new random id of this installation, and nothing to sign in with. */
    public static Credentials fresh(SecureRandom random) {
        byte[] id = new byte[16];
        random.nextBytes(id);
        long high = 0;
        long low = 0;
        for (int i = 0; i < 8; i++) {
            high = high << 8 | (id[i] & 0xFF);
            low = low << 8 | (id[i + 8] & 0xFF);
        }
        // RFC 9562 section 5.4
        UUID random4 = new UUID((high & ~0xF000L) | 0x4000L, (low & ~(3L << 62)) | (2L << 62));
        return new Credentials(random4, NOTHING_SEEN, Optional.empty(), List.of(), Optional.empty());
    }

    /** Returns the id of this installation at this account (XEP-0388 section 2.3.1), the same for ever. */
    public UUID installation() {
        return installation;
    }

    /**
     * Returns what the server was seen to do, to be insisted on besides what the application insists on; the bounds of iterations
     * are the default ones.
     */
    public ClientDemands demands() {
        return demands;
    }

    /** Returns the prepared password, if it is kept. */
    public Optional<Secret> password() {
        return password;
    }

    /** Returns the salted passwords that are kept, at most one for each hash. */
    public List<SaltedPassword> saltedPasswords() {
        return salted;
    }

    /** Returns whether there is a password, as it is or salted. */
    public boolean hasPassword() {
        return password.isPresent() || !salted.isEmpty();
    }

    /**
     * Answers what SCRAM asks, from what is salted already or by deriving it, which is slow on purpose.
     *
     * @return the key, to be closed by the caller; empty if there is no password, or only one that was salted otherwise
     */
    public Optional<Secret> key(KeyQuestion question) {
        for (SaltedPassword one : salted) {
            if (one.answers(question)) {
                return Optional.of(copy(one.key()));
            }
        }
        return password.map(known -> question.hash().saltedPassword(known, question.salt(), question.iterations()));
    }

    /** Returns the token, if there is one. */
    public Optional<FastToken> token() {
        return token;
    }

    /** Returns these with a password in place of what there was to sign in with: a token of another password is worth nothing. */
    public Credentials withPassword(Password kept) {
        return new Credentials(installation, demands, Optional.of(kept.reveal()), List.of(), Optional.empty());
    }

    /**
     * Returns these with a salted password in place of the password and of the salted one with the same hash.
     *
     * @throws IllegalStateException if there is a token, beside which no password is kept
     */
    public Credentials withSaltedPassword(SaltedPassword kept) {
        if (token.isPresent()) {
            throw new IllegalStateException("there is a token, so no password is kept");
        }
        List<SaltedPassword> others = new ArrayList<>(salted);
        others.removeIf(other -> other.hash() == kept.hash());
        others.add(copy(kept));
        return new Credentials(installation, demands, Optional.empty(), others, Optional.empty());
    }

    /** Returns these with a token in place of what there was to sign in with: password, salted ones and an older token. */
    public Credentials withToken(FastToken kept) {
        return new Credentials(installation, demands, Optional.empty(), List.of(), Optional.of(copy(kept)));
    }

    /**
     * Returns these with the token counted as used once more. It is stored before the token is sent: a server takes no count twice
     * (XEP-0484 section 3.4).
     *
     * @throws IllegalStateException if there is no token, or it was used as often as can be
     */
    public Credentials withTokenUsed() {
        FastToken old = token.orElseThrow(() -> new IllegalStateException("there is no token"));
        if (old.count() == FastToken.MOST_USES) {
            throw new IllegalStateException("the token was used as often as can be");
        }
        FastToken used = new FastToken(old.mechanism(), old.secret(), old.count() + 1, old.expiry());
        return new Credentials(installation, demands, password, salted, Optional.of(used));
    }

    /** Returns these without the token: the server refused it. */
    public Credentials withoutToken() {
        return new Credentials(installation, demands, password, salted, Optional.empty());
    }

    /** Returns these with nothing to sign in with. */
    public Credentials withoutSecrets() {
        return new Credentials(installation, demands, Optional.empty(), List.of(), Optional.empty());
    }

    /**
     * Returns these insisting on this too: of two hashes the stronger, binding if either asks for it, and what either insists on
     * besides. The bounds of iterations are not kept: they are the application's.
     */
    public Credentials insistingOn(ClientDemands shown) {
        SelectionPolicy before = demands.policy();
        SelectionPolicy seen = shown.policy();
        ClientDemands grown = demands.with(new SelectionPolicy(
                seen.weakest().compareTo(before.weakest()) > 0 ? seen.weakest() : before.weakest(),
                seen.bindingRequired() || before.bindingRequired()));
        for (ClientDemand demand : shown.more()) {
            grown = grown.with(demand);
        }
        return new Credentials(installation, grown, password, salted, token);
    }

    /** Returns these with secrets of their own. */
    Credentials copy() {
        List<SaltedPassword> copies = new ArrayList<>();
        for (SaltedPassword one : salted) {
            copies.add(copy(one));
        }
        return new Credentials(
                installation, demands, password.map(Credentials::copy), copies, token.map(Credentials::copy));
    }

    /** Erases the secrets. */
    @Override
    public void close() {
        password.ifPresent(Secret::close);
        salted.forEach(one -> one.key().close());
        token.ifPresent(one -> one.secret().close());
    }

    /** Says what there is to sign in with, and nothing of it. */
    @Override
    public String toString() {
        String proof = password.isPresent() ? "a password" : salted.isEmpty() ? "nothing" : "a salted password";
        return "credentials with " + (token.isPresent() ? "a token" : proof);
    }

    private static SaltedPassword copy(SaltedPassword one) {
        return new SaltedPassword(one.hash(), one.salt(), one.iterations(), copy(one.key()));
    }

    private static FastToken copy(FastToken one) {
        return new FastToken(one.mechanism(), copy(one.secret()), one.count(), one.expiry());
    }

    private static Secret copy(Secret one) {
        byte[] bytes = one.reveal();
        Secret copy = Secret.copyOf(bytes);
        Arrays.fill(bytes, (byte) 0);
        return copy;
    }
}
