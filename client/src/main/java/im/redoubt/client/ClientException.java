package im.redoubt.client;

/** What went wrong in this library or around it. The message says what to do. */
public class ClientException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Makes one with words for people; nothing secret and no text from the network may be in them. */
    public ClientException(String message) {
        super(message);
    }

    /** Makes one with what caused it. */
    public ClientException(String message, Throwable cause) {
        super(message, cause);
    }
}
