package im.redoubt.client.dns;

import java.io.IOException;

/** What a server of DNS sent is not what RFC 1035 section 4 describes, or is more than we read. */
final class MalformedReplyException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedReplyException(String what) {
        super("the answer from DNS has " + what);
    }
}
