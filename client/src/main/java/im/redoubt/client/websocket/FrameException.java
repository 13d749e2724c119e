package im.redoubt.client.websocket;

import java.io.IOException;

/** The server broke the rules of frames; the WebSocket ends with the code that stands for this (RFC 6455 section 7.4.1). */
final class FrameException extends IOException {
    static final int PROTOCOL_ERROR = 1002;
    static final int UNACCEPTABLE = 1003;
    static final int TOO_BIG = 1009;

    private static final long serialVersionUID = 1L;

    private final int code;

    FrameException(int code, String what) {
        super("the server broke WebSocket: " + what);
        this.code = code;
    }

    int code() {
        return code;
    }
}
