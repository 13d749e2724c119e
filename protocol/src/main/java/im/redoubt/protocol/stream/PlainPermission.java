package im.redoubt.protocol.stream;

/**
 * The word without which PLAIN is never spoken. Who has it made may send the password itself, over TLS, to a server that offers
 * nothing by which it could be proved instead; whoever holds that server's key reads it.
 */
public final class PlainPermission {
    private static final PlainPermission GIVEN = new PlainPermission();

    private PlainPermission() {}

    /** Returns the permission. The name is what the caller agrees to. */
    public static PlainPermission theServerMayReadThePassword() {
        return GIVEN;
    }

    /** Returns that it was given. */
    @Override
    public String toString() {
        return "given";
    }
}
