package im.redoubt.server.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** The secret of an invitation. The store keeps its SHA-256 only, so a copy of the database invites nobody. */
public final class InvitationToken {
    private static final int RANDOM_BYTES = 18;

    private final String text;

    private InvitationToken(String text) {
        this.text = text;
    }

    /** Takes a token as somebody presents it; it need not be one. */
    public static InvitationToken of(String text) {
        return new InvitationToken(text);
    }

    /** Makes a token of 144 random bits. */
    static InvitationToken random(SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new InvitationToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Returns the secret: letters, digits, {@code -} and {@code _}. */
    public String text() {
        return text;
    }

    /** Returns its SHA-256. */
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
