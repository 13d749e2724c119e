package im.redoubt.client.upload;

import im.redoubt.client.ClientException;

/** Bytes could not be moved. The message says what to do. */
public final class TransferException extends ClientException {
    private static final long serialVersionUID = 1;

    private final int status;

    /** Makes one for what a web server answered. */
    TransferException(int status) {
        super("the web server answered " + status);
        this.status = status;
    }

    /** Makes one for what went wrong before or after an answer. */
    TransferException(String message) {
        super(message);
        this.status = 0;
    }

    /** Makes one with what caused it. */
    TransferException(String message, Throwable cause) {
        super(message, cause);
        this.status = 0;
    }

    /** Returns the status code of HTTP that the web server answered, 0 if it did not come to that. */
    public int status() {
        return status;
    }
}
