package im.redoubt.server.store;

import java.util.Arrays;
import java.util.Optional;

/** What somebody is to a node, whatever its access model says (XEP-0060 section 4.1). The number is what is stored: it never changes. */
public enum Affiliation {
    /** He may read it. */
    MEMBER(1),
    /** He may not. */
    OUTCAST(2);

    private final int code;

    Affiliation(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Optional<Affiliation> ofCode(int code) {
        return Arrays.stream(values()).filter(one -> one.code == code).findFirst();
    }
}
