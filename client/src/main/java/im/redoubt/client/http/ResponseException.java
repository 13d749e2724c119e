package im.redoubt.client.http;

import java.io.IOException;

/** What a server sent is no response as RFC 9112 describes it, or more than we read. */
public final class ResponseException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong.
     *
     * @param what in words for a log, without text of the server's
     */
    public ResponseException(String what) {
        super(what);
    }
}
