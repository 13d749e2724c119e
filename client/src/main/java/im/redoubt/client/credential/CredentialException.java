package im.redoubt.client.credential;

import im.redoubt.client.ClientException;

/** A store of credentials cannot be opened, read or written. Nothing was changed. The message says what to do. */
public final class CredentialException extends ClientException {
    private static final long serialVersionUID = 1;

    /** What is wrong. */
    public enum Problem {
        /** The passphrase or key is another one, or the part of the file that tells was changed. */
        WRONG_KEY,
        /** The file is not what was written: cut off, changed, or of something else. */
        DAMAGED,
        /** Others than the owner can read or change the file. */
        EXPOSED,
        /** Another process has the store open. */
        IN_USE,
        /** The file is of a later version. */
        TOO_NEW,
        /** The platform's key store, or the file system, does not do what it is asked for. */
        PLATFORM,
        /** There are as many accounts as may be, or one of them has more than may be. */
        FULL,
        /** The store was closed. */
        CLOSED
    }

    private final Problem problem;

    CredentialException(Problem problem, String message) {
        super(message);
        this.problem = problem;
    }

    CredentialException(Problem problem, String message, Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    /** Returns what is wrong. */
    public Problem problem() {
        return problem;
    }
}
