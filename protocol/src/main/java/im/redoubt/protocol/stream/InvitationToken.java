package im.redoubt.protocol.stream;

/** An invitation as a client showed it (XEP-0445). It opens an account to whoever holds it, so it is never printed. */
public final class InvitationToken {
    private final String value;

    InvitationToken(String value) {
        this.value = value;
    }

    /** Returns the token, to be hashed and looked up. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
