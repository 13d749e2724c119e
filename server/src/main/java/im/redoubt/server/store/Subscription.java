package im.redoubt.server.store;

import java.util.Arrays;
import java.util.Optional;

/**
 * The subscription between an account and a contact (RFC 6121 section 2.1.2.5). The number is what is stored: it never
 * changes.
 */
public enum Subscription {
    /** Neither sees the other's presence. */
    NONE(0),
    /** The account sees the contact's presence. */
    TO(1),
    /** The contact sees the account's presence. */
    FROM(2),
    /** Each sees the other's presence. */
    BOTH(3);

    private final int code;

    Subscription(int code) {
        this.code = code;
    }

    /** Returns whether the contact sees the account's presence. */
    public boolean isSeenByContact() {
        return this == FROM || this == BOTH;
    }

    /** Returns whether the account sees the contact's presence. */
    public boolean seesContact() {
        return this == TO || this == BOTH;
    }

    int code() {
        return code;
    }

    static Optional<Subscription> ofCode(int code) {
        return Arrays.stream(values())
                .filter(subscription -> subscription.code == code)
                .findFirst();
    }
}
