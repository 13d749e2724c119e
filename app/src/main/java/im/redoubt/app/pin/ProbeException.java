package im.redoubt.app.pin;

/** A server that cannot be looked at; the message is one line that says why. */
public final class ProbeException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param message one line, without text from the network
     */
    public ProbeException(String message) {
        super(message);
    }
}
