package im.redoubt.client.room;

/** What somebody is to a room as long as it exists (XEP-0045 section 5.2). */
public enum Affiliation {
    /** He may do everything. */
    OWNER("owner"),
    /** He may ban, and give and take membership and the role of moderators. */
    ADMIN("admin"),
    /** He may enter a room for members. */
    MEMBER("member"),
    /** Nothing. */
    NONE("none"),
    /** He may not enter. */
    OUTCAST("outcast");

    private final String wire;

    Affiliation(String wire) {
        this.wire = wire;
    }

    String wire() {
        return wire;
    }

    /** Returns that of this name; what is none gives no right. */
    static Affiliation named(String wire) {
        for (Affiliation one : values()) {
            if (one.wire.equals(wire)) {
                return one;
            }
        }
        return NONE;
    }
}
