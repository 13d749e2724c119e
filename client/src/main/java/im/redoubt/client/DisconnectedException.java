package im.redoubt.client;

/** The connection or the session ended before there was a result. What was asked for may have been done or not. */
public final class DisconnectedException extends ClientException {
    private static final long serialVersionUID = 1;

    /** Makes one. */
    public DisconnectedException(String message) {
        super(message);
    }
}
