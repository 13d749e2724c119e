package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.ScramVerifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Accounts and verifiers for tests. */
final class TestAccounts {
    private static final int ITERATIONS = 10_000;

    private TestAccounts() {}

    static NewAccount of(BareJid address) {
        return new NewAccount(address, verifiers("a"), false);
    }

    /** Returns verifiers for the two hashes that every account has; another seed gives other ones. */
    static List<ScramVerifier> verifiers(String seed) {
        return List.of(verifier(ScramHash.SHA_256, seed), verifier(ScramHash.SHA_512, seed));
    }

    static ScramVerifier verifier(ScramHash hash, String seed) {
        byte[] salt = Arrays.copyOf(seed.getBytes(StandardCharsets.UTF_8), ScramVerifier.SALT_BYTES);
        byte[] key = Arrays.copyOf(salt, hash.length());
        return ScramVerifier.of(hash, ITERATIONS, salt, key, key);
    }
}
