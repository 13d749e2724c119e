package im.redoubt.client.access;

/** What a client may do with the account. */
public enum Permission {
    /** Everything. */
    UNRESTRICTED("unrestricted"),
    /** What is usual; less of what concerns security, such as a change of the password. */
    NORMAL("normal"),
    /** Less. */
    RESTRICTED("restricted"),
    /** The server did not say it in words that are known. */
    UNKNOWN("");

    private final String wire;

    Permission(String wire) {
        this.wire = wire;
    }

    static Permission named(String wire) {
        for (Permission permission : values()) {
            if (permission.wire.equals(wire)) {
                return permission;
            }
        }
        return UNKNOWN;
    }
}
