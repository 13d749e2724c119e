package im.redoubt.server.store;

import java.util.Arrays;
import java.util.Optional;

/** The type of a message (RFC 6121 section 5.2.2). The number is what is stored: it never changes. */
public enum MessageKind {
    /** {@code normal}. */
    NORMAL(0),
    /** {@code chat}. */
    CHAT(1),
    /** {@code groupchat}. */
    GROUPCHAT(2),
    /** {@code headline}. */
    HEADLINE(3),
    /** {@code error}. */
    ERROR(4);

    private final int code;

    MessageKind(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Optional<MessageKind> ofCode(int code) {
        return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
    }
}
