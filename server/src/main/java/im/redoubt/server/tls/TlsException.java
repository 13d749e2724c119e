package im.redoubt.server.tls;

/** A certificate, key or TLS set-up that cannot be used; the message says what to do about it. */
public final class TlsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message one line that says what to do */
    public TlsException(String message) {
        super(message);
    }

    /**
     * @param message one line that says what to do
     * @param cause what made it
     */
    public TlsException(String message, Throwable cause) {
        super(message, cause);
    }
}
