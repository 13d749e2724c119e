package im.redoubt.client.credential;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.SaslPrep;
import im.redoubt.protocol.sasl.ScramHash;
import java.io.Console;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A password, prepared for use (RFC 4013).
 *
 * <p>Guarantee: it is made of characters that can be wiped, never of a {@link String}, which stays in memory; it is printed as
 * {@code ***}, and {@link #close} erases it. What is proved to a server is computed from it; it is not sent, unless the
 * application said by {@link im.redoubt.protocol.stream.PlainPermission} that it may be, or has an account made with it.
 *
 * <pre>{@code
 * Password password = Password.ask(System.console(), "Password: ").orElseThrow();
 * }</pre>
 */
public final class Password implements AutoCloseable {
    /** The most characters. */
    public static final int MOST_CHARS = 1024;

    /** Five bits in each: neither l nor o, neither 0 nor 1. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

    private static final int GENERATED_CHARS = 26;

    private final Secret prepared;

    private Password(Secret prepared) {
        this.prepared = prepared;
    }

    /**
     * Takes a password.
     *
     * @param typed what somebody typed; it is copied, and the caller should wipe it
     * @throws IllegalArgumentException if it is empty, has more than {@link #MOST_CHARS} characters, or some that no password may
     *     have
     */
    public static Password of(char[] typed) {
        if (typed.length > MOST_CHARS) {
            throw new IllegalArgumentException(
                    "A password of more than " + MOST_CHARS + " characters; take a shorter one.");
        } else if (isPrintableAscii(typed)) {
            return new Password(Secret.utf8(typed));
        }
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
     * Makes a password of 130 random bits, in letters and digits that nobody takes for one another. It is the application's to keep
     * ({@link Credentials#withPassword}) or to show ({@link #reveal}) before an account is made with it.
     */
    public static Password generated() {
        SecureRandom random = new SecureRandom();
        char[] characters = new char[GENERATED_CHARS];
        try {
            for (int i = 0; i < characters.length; i++) {
                characters[i] = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            }
            return new Password(Secret.utf8(characters));
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    /** Such a password is its own preparation (RFC 4013), and does not become a string on the way. */
    private static boolean isPrintableAscii(char[] typed) {
        boolean plain = typed.length > 0;
        for (char c : typed) {
            plain &= c >= ' ' && c < 0x7F;
        }
        return plain;
    }

    /**
     * Asks for a password at a console, which does not show it.
     *
     * @param console the console
     * @param prompt what to ask, in the program's own words
     * @return the password, to be closed by the caller; nothing at the end of the input, or for an empty line
     * @throws IllegalArgumentException as for {@link #of}
     */
    public static Optional<Password> ask(Console console, String prompt) {
        char @Nullable [] typed = console.readPassword("%s", prompt);
        if (typed == null || typed.length == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(typed));
        } finally {
            Arrays.fill(typed, '\0');
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
