package im.redoubt.protocol.sasl;

import im.redoubt.protocol.Secret;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The one message of PLAIN: RFC 4616 section 2. No server of ours offers it; this is for those that one day have to.
 *
 * <p>Guarantee: one spelling only, exactly two NULs, no empty name, no empty password, and no authorization identity
 * that the rule does not permit.
 */
public final class PlainMessage implements PlainOutcome, AutoCloseable {
    /** The longest message, in bytes. */
    public static final int LONGEST_MESSAGE = 8192;

    private static final int LONGEST_NAME = 1023;
    private static final int LONGEST_AUTHZID = 3071;
    private static final int LONGEST_PASSWORD = 1023;

    private final Optional<String> authzid;
    private final String username;
    private final Secret password;

    private PlainMessage(Optional<String> authzid, String username, Secret password) {
        this.authzid = authzid;
        this.username = username;
        this.password = password;
    }

    /**
     * Parses a message.
     *
     * @param message the message, no longer base64; the caller wipes it
     * @param rule which authorization identities are permitted
     * @return the message, or a refusal
     */
    public static PlainOutcome parse(byte[] message, AuthzidRule rule) {
        if (message.length > LONGEST_MESSAGE) {
            return malformed("a message of more than " + LONGEST_MESSAGE + " bytes");
        }
        int first = indexOfNul(message, 0);
        int second = first < 0 ? -1 : indexOfNul(message, first + 1);
        if (second < 0 || indexOfNul(message, second + 1) >= 0) {
            return malformed("not two NULs");
        }
        int passwordLength = message.length - second - 1;
        if (first > LONGEST_AUTHZID
                || second == first + 1
                || second - first - 1 > LONGEST_NAME
                || passwordLength == 0
                || passwordLength > LONGEST_PASSWORD) {
            return malformed("a name or a password that is empty or too long");
        }
        if (!isUtf8(message)) {
            return malformed("not UTF-8");
        }
        String authzid = new String(message, 0, first, StandardCharsets.UTF_8);
        String username = new String(message, first + 1, second - first - 1, StandardCharsets.UTF_8);
        if (!authzid.isEmpty() && !rule.permits(username, authzid)) {
            return SaslRefusal.plain(SaslCondition.INVALID_AUTHZID, "an authorization identity of somebody else");
        }
        byte[] password = Arrays.copyOfRange(message, second + 1, message.length);
        Secret secret = Secret.copyOf(password);
        Arrays.fill(password, (byte) 0);
        return new PlainMessage(authzid.isEmpty() ? Optional.empty() : Optional.of(authzid), username, secret);
    }

    /**
     * Composes the message of a client that acts for nobody else.
     *
     * @param preparedUsername the user's name, prepared, 1 to 1023 bytes of UTF-8
     * @param password the prepared password, 1 to 1023 bytes of UTF-8; the caller still owns it
     * @return the message, not yet base64; the caller wipes it
     * @throws IllegalArgumentException if the name or the password cannot be one
     */
    public static byte[] compose(String preparedUsername, Secret password) {
        ClientFirst.requireUsername(preparedUsername);
        byte[] secret = password.reveal();
        boolean right =
                secret.length > 0 && secret.length <= LONGEST_PASSWORD && indexOfNul(secret, 0) < 0 && isUtf8(secret);
        byte[] message = Bytes.concat(StrictUtf8.encode('\0' + preparedUsername + '\0'), secret);
        Arrays.fill(secret, (byte) 0);
        if (!right) {
            Arrays.fill(message, (byte) 0);
            throw new IllegalArgumentException("not a password of 1 to " + LONGEST_PASSWORD + " bytes of UTF-8");
        }
        return message;
    }

    /** Returns the authorization identity if there is one; the rule has permitted it. */
    public Optional<String> authzid() {
        return authzid;
    }

    /** Returns the user's name, not prepared, 1 to 1023 bytes of UTF-8. */
    public String username() {
        return username;
    }

    /** Returns the password in UTF-8, not prepared, 1 to 1023 bytes; closed together with this message. */
    public Secret password() {
        return password;
    }

    /** Erases the password. */
    @Override
    public void close() {
        password.close();
    }

    @Override
    public <R> R on(Cases<R> cases) {
        return cases.message(this);
    }

    private static SaslRefusal malformed(String reason) {
        return SaslRefusal.plain(SaslCondition.MALFORMED_REQUEST, reason);
    }

    private static int indexOfNul(byte[] message, int from) {
        for (int i = from; i < message.length; i++) {
            if (message[i] == 0) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isUtf8(byte[] message) {
        try {
            CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message));
            Arrays.fill(decoded.array(), '\0');
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
