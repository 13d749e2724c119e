package im.redoubt.client.tls;

import im.redoubt.client.ClientException;

/** TLS could not be established, for another reason than who the server is. */
public final class HandshakeException extends ClientException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what went wrong and what to do
     */
    public HandshakeException(String message) {
        super(message);
    }

    /**
     * @param message what went wrong and what to do
     * @param cause what it was noticed by
     */
    public HandshakeException(String message, Throwable cause) {
        super(message, cause);
    }
}
