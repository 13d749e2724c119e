package im.redoubt.protocol.sasl;

import java.nio.charset.StandardCharsets;

/**
 * The client's first message.
 *
 * @param header its header
 * @param username the user's name without escapes
 * @param nonce the client's nonce
 * @param bare the message without its header, as it was received
 */
record ClientFirst(Gs2Header header, String username, String nonce, String bare) {
    private static final int LONGEST_USERNAME = 1023;

    static ClientFirst parse(byte[] message) throws ScramSyntaxException {
        String text = Attributes.text(message);
        Gs2Header header = Gs2Header.parse(text);
        String bare = text.substring(header.raw().length());
        Attributes attributes = Attributes.of(bare);
        attributes.refuseMandatory();
        String username = SaslName.unescape(attributes.take('n'));
        if (StrictUtf8.encode(username).length > LONGEST_USERNAME) {
            throw new ScramSyntaxException(ScramError.INVALID_USERNAME_ENCODING, "a user name of more than 1023 bytes");
        }
        String nonce = attributes.take('r');
        if (!Nonces.printable(nonce) || nonce.length() < Nonces.CLIENT_FLOOR || nonce.length() > Nonces.LONGEST) {
            throw ScramSyntaxException.grammar("a nonce that is short, long, or not printable");
        }
        attributes.extensions(0);
        return new ClientFirst(header, username, nonce, bare);
    }

    /** Checks a name that a client is to send. */
    static void requireUsername(String username) {
        boolean encodable = StandardCharsets.UTF_8.newEncoder().canEncode(username);
        int bytes = StrictUtf8.encode(username).length;
        if (!encodable || bytes == 0 || bytes > LONGEST_USERNAME || username.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a user name that is empty, too long, or not text");
        }
    }
}
