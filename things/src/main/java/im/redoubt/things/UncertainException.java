package im.redoubt.things;

import im.redoubt.client.ClientException;

/**
 * A device has not said what came of a command while that was good. By its own clock it acts upon it no more when it has expired; whether it has,
 * its state says.
 */
public final class UncertainException extends ClientException {
    private static final long serialVersionUID = 1;

    private final boolean sent;

    private UncertainException(String message, boolean sent) {
        super(message);
        this.sent = sent;
    }

    static UncertainException of(boolean sent) {
        return new UncertainException(
                sent
                        ? "the device has not said what came of it; ask how it stands"
                        : "the device could not be reached; nothing was sent",
                sent);
    }

    /** Returns whether it may have been done: if not, it was never sent. */
    public boolean mayHaveBeenDone() {
        return sent;
    }
}
