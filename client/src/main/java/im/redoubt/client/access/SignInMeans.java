package im.redoubt.client.access;

/** By what a client got at the account. */
public enum SignInMeans {
    /** The password. */
    PASSWORD("password"),
    /** A grant, such as by OAuth. */
    GRANT("grant"),
    /** A token that is valid still (XEP-0484). */
    TOKEN("fast");

    private final String wire;

    SignInMeans(String wire) {
        this.wire = wire;
    }

    String wire() {
        return wire;
    }
}
