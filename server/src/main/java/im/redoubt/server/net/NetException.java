package im.redoubt.server.net;

/** The network is not as the server needs it. The message says what to do. */
public final class NetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong and what to do. */
    public NetException(String message, Throwable cause) {
        super(message, cause);
    }
}
