package im.redoubt.protocol.stanza;

import java.util.Optional;

/** The types of a presence (RFC 6121 section 4.7.1). */
public enum PresenceType {
    /** Available; written by leaving the attribute out. */
    AVAILABLE(""),
    /** No longer available. */
    UNAVAILABLE("unavailable"),
    /** The sender wishes to see the recipient's presence. */
    SUBSCRIBE("subscribe"),
    /** The sender allows the recipient to see its presence. */
    SUBSCRIBED("subscribed"),
    /** The sender no longer wishes to see the recipient's presence. */
    UNSUBSCRIBE("unsubscribe"),
    /** A subscription is denied or cancelled. */
    UNSUBSCRIBED("unsubscribed"),
    /** A server asks for current presence. */
    PROBE("probe"),
    /** About a presence that could not be delivered. */
    ERROR("error");

    private final Optional<String> attribute;

    PresenceType(String wire) {
        this.attribute = wire.isEmpty() ? Optional.empty() : Optional.of(wire);
    }

    /** Returns the type of this name, or nothing if there is none: such a presence is a bad request. */
    public static Optional<PresenceType> named(String wire) {
        for (PresenceType type : values()) {
            if (type.attribute.isPresent() && type.attribute.get().equals(wire)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** Returns the attribute's value, absent for {@link #AVAILABLE}. */
    public Optional<String> attribute() {
        return attribute;
    }

    /** Returns whether this type manages a subscription (RFC 6121 section 3). */
    public boolean isSubscription() {
        return this == SUBSCRIBE || this == SUBSCRIBED || this == UNSUBSCRIBE || this == UNSUBSCRIBED;
    }
}
