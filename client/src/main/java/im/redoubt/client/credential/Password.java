package im.redoubt.client.credential;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.SaslPrep;
import im.redoubt.protocol.sasl.ScramHash;
import java.util.Arrays;

/**
 * A password, prepared for use (RFC 4013).
 *
 * <p>Guarantee: it is made of characters that can be wiped, never of a {@link String}, which stays in memory; it is printed as
 * {@code ***}, and {@link #close} erases it. What is proved to a server is computed from it; it is not sent, unless the
 * application said by {@link im.redoubt.protocol.stream.PlainPermission} that it may be.
 *
 * <pre>{@code
 * Password password = Password.of(System.console().readPassword("Password: "));
 * }</pre>
 */
public final class Password implements AutoCloseable {
    private final Secret prepared;

    private Password(Secret prepared) {
        this.prepared = prepared;
    }

    /**
     * Takes a password.
     *
     * @param typed what somebody typed; it is copied, and the caller should wipe it
     * @throws IllegalArgumentException if it is empty, or has characters that no password may have
     */
    public static Password of(char[] typed) {
        String text = SaslPrep.prepare(typed)
                .filter(found -> !found.isEmpty())
                .orElseThrow(() -> new IllegalArgumentException(
                        "A password that is empty or has characters which no password may have; type it anew."));
        char[] characters = text.toCharArray();
        try {
            return new Password(Secret.utf8(characters));
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    /**
     * Takes a password that was prepared before.
     *
     * @param prepared in UTF-8; it is copied
     */
    public static Password prepared(Secret prepared) {
        return new Password(copy(prepared));
    }

    /**
     * Computes the salted password of SCRAM (RFC 5802 section 2.2). Slow on purpose.
     *
     * @return the key, to be closed by the caller
     */
    public Secret salted(ScramHash hash, byte[] salt, int iterations) {
        return hash.saltedPassword(prepared, salt, iterations);
    }

    /** Returns a copy of the prepared password in UTF-8, to be closed by the caller. */
    public Secret reveal() {
        return copy(prepared);
    }

    private static Secret copy(Secret secret) {
        byte[] bytes = secret.reveal();
        try {
            return Secret.copyOf(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Erases it; it cannot be used any more. */
    @Override
    public void close() {
        prepared.close();
    }

    /** Returns {@code ***}. */
    @Override
    public String toString() {
        return "***";
    }
}
