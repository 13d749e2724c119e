package im.redoubt.things;

import im.redoubt.client.ClientException;

/**
 * A device has not said what came of a command while that was good. By its own clock it acts upon it no more when it has expired; whether it has,
 * its state says.
 */
public final class UncertainException extends ClientException {
    private static final long serialVersionUID = 1;

    private final boolean sent;

    UncertainException(String message, boolean sent) {
        super(message);
        this.sent = sent;
    }

    /** Returns whether it may have been done: if not, it was never sent. */
    public boolean mayHaveBeenDone() {
        return sent;
    }
}
