package im.redoubt.server.store;

import java.util.Arrays;
import java.util.Optional;

/** When a node's newest item is sent to who did not ask for it (XEP-0060 section 16.4.4). The number is what is stored. */
public enum LastItem {
    /** Never. */
    NEVER(0),
    /** To new subscribers. */
    ON_SUBSCRIPTION(1),
    /** To new subscribers, and to those who come on line. */
    ON_SUBSCRIPTION_AND_PRESENCE(2);

    private final int code;

    LastItem(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Optional<LastItem> ofCode(int code) {
        return Arrays.stream(values()).filter(when -> when.code == code).findFirst();
    }
}
