package im.redoubt.client.presence;

/** How available somebody is (RFC 6121 section 4.7.2.1). */
public enum Show {
    /** Available, and nothing more is said; written by leaving the element out. */
    ONLINE(""),
    /** Interested in a conversation. */
    CHAT("chat"),
    /** Away for a short time. */
    AWAY("away"),
    /** Away for a longer time. */
    EXTENDED_AWAY("xa"),
    /** Busy. */
    DO_NOT_DISTURB("dnd");

    private final String wire;

    Show(String wire) {
        this.wire = wire;
    }

    /** Returns the name on the wire, empty for {@link #ONLINE}. */
    String wire() {
        return wire;
    }

    /** Returns what this word means; one that the RFC does not know means no more than that somebody is there. */
    static Show named(String wire) {
        for (Show show : values()) {
            if (show.wire.equals(wire)) {
                return show;
            }
        }
        return ONLINE;
    }
}
