package im.redoubt.client.room;

/** What an occupant may do for the time that he is in a room (XEP-0045 section 5.1). */
public enum Role {
    /** Speak, kick, and give and take voice. */
    MODERATOR("moderator"),
    /** Speak. */
    PARTICIPANT("participant"),
    /** Listen. */
    VISITOR("visitor"),
    /** He is not there. */
    NONE("none");

    private final String wire;

    Role(String wire) {
        this.wire = wire;
    }

    String wire() {
        return wire;
    }

    /** Returns that of this name; what is none gives no right. */
    static Role named(String wire) {
        for (Role one : values()) {
            if (one.wire.equals(wire)) {
                return one;
            }
        }
        return NONE;
    }
}
