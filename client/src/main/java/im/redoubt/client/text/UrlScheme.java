package im.redoubt.client.text;

/** The schemes of addresses that may be followed. What is not here, such as {@code javascript} and {@code data}, never may. */
public enum UrlScheme {
    /** The web. */
    HTTPS("https") {
        @Override
        UrlReading read(String rest) {
            return WebAddress.read(this, rest);
        }
    },
    /** The web, for everybody on the way to read. */
    HTTP("http") {
        @Override
        UrlReading read(String rest) {
            return WebAddress.read(this, rest);
        }
    },
    /** An XMPP address and what to do with it (RFC 5122), without the account to use. */
    XMPP("xmpp") {
        @Override
        UrlReading read(String rest) {
            return MailboxAddress.xmpp(rest);
        }
    },
    /** One mailbox, with a subject and a body at most (RFC 6068). */
    MAILTO("mailto") {
        @Override
        UrlReading read(String rest) {
            return MailboxAddress.mail(rest);
        }
    };

    private final String wireName;

    UrlScheme(String wireName) {
        this.wireName = wireName;
    }

    /** Returns the name, in lower case and without the colon. */
    public String wireName() {
        return wireName;
    }

    /** Reads what stands behind the colon: no control character, white space, backslash or half of a pair is in it. */
    abstract UrlReading read(String rest);
}
