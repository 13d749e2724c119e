package im.redoubt.server.store;

import java.util.Arrays;
import java.util.Optional;

/** Who may read a node (XEP-0060 section 4.5). The number is what is stored: it never changes. */
public enum AccessModel {
    /** Whoever knows of it. */
    OPEN(0),
    /** Those who see its owner's presence. */
    PRESENCE(1),
    /** Its owner, and members. */
    WHITELIST(2),
    /** Those who see its owner's presence and are in one of certain groups of its owner's roster. */
    ROSTER(3);

    private final int code;

    AccessModel(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Optional<AccessModel> ofCode(int code) {
        return Arrays.stream(values()).filter(model -> model.code == code).findFirst();
    }
}
