package im.redoubt.protocol.sasl;

/** The server's first message. */
final class ServerFirst {
    /** The shortest salt that a client takes, in bytes. */
    static final int SHORTEST_SALT = 8;

    /** The longest salt that a client takes, in bytes; 36 is the longest in common use. */
    static final int LONGEST_SALT = 128;

    private static final int MOST_DIGITS = 9;

    private final String nonce;
    private final byte[] salt;
    private final int iterations;
    private final Attributes extensions;
    private final String raw;

    private ServerFirst(String nonce, byte[] salt, int iterations, Attributes extensions, String raw) {
        this.nonce = nonce;
        this.salt = salt;
        this.iterations = iterations;
        this.extensions = extensions;
        this.raw = raw;
    }

    static ServerFirst parse(byte[] message) throws ScramSyntaxException {
        String text = Attributes.text(message);
        Attributes attributes = Attributes.of(text);
        attributes.refuseMandatory();
        String nonce = attributes.take('r');
        byte[] salt = attributes.takeBytes('s');
        int iterations = number(attributes.take('i'));
        attributes.extensions(0);
        return new ServerFirst(nonce, salt, iterations, attributes, text);
    }

    /** Reads a positive number; one with too many digits becomes the greatest, which no bounds admit. */
    private static int number(String digits) throws ScramSyntaxException {
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c > '9' || c < (i == 0 ? '1' : '0')) {
                throw ScramSyntaxException.grammar("the number of iterations is not a positive number");
            }
        }
        return digits.length() > MOST_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    String nonce() {
        return nonce;
    }

    byte[] salt() {
        return salt;
    }

    int iterations() {
        return iterations;
    }

    /** Whether an extension was sent. */
    boolean has(char name) {
        return extensions.extension(name).isPresent();
    }

    /** Whether an extension that we know says the same as we do, or was not sent. */
    boolean agrees(char name, String ours) {
        return extensions.extension(name).map(ours::equals).orElse(true);
    }

    String raw() {
        return raw;
    }
}
