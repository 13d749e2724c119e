package im.redoubt.server.event;

import java.util.Optional;

/** What somebody is reported for (XEP-0377 section 4). Whatever is not one of the registered reasons is {@link #OTHER}. */
public enum AbuseReason {
    /** Messages that nobody wants. */
    SPAM("urn:xmpp:reporting:spam"),
    /** Abuse in general. */
    ABUSE("urn:xmpp:reporting:abuse"),
    /** None that is known here, or none at all. */
    OTHER("");

    private final String name;

    AbuseReason(String name) {
        this.name = name;
    }

    /** Returns the reason of this name. */
    public static AbuseReason of(Optional<String> name) {
        for (AbuseReason reason : values()) {
            if (name.filter(reason.name::equals).isPresent()) {
                return reason;
            }
        }
        return OTHER;
    }
}
