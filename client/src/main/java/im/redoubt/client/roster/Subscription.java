package im.redoubt.client.roster;

import java.util.Locale;
import java.util.Optional;

/** Who of the two sees the other's presence (RFC 6121 section 2.1.2.5). */
public enum Subscription {
    /** Neither. */
    NONE,
    /** The account sees the contact. */
    TO,
    /** The contact sees the account. */
    FROM,
    /** Each sees the other. */
    BOTH;

    private static final Subscription[] ALL = values();

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** Returns whether the account sees the contact's presence. */
    public boolean sees() {
        return this == TO || this == BOTH;
    }

    /** Returns whether the contact sees the account's presence. */
    public boolean isSeen() {
        return this == FROM || this == BOTH;
    }

    /** Returns the subscription of this name; a value that the RFC does not know is none (section 2.1.2.5). */
    static Optional<Subscription> named(String wire) {
        for (Subscription one : ALL) {
            if (one.wire.equals(wire)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    String wire() {
        return wire;
    }
}
