package im.redoubt.server.store;

/** The store could not do what it was asked to; the message says what to do about it. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final StoreProblem problem;

    StoreException(StoreProblem problem, String message) {
        super(message);
        this.problem = problem;
    }

    StoreException(StoreProblem problem, String message, Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    /** Returns what kind of problem it is. */
    public StoreProblem problem() {
        return problem;
    }

    /** Returns an equal exception with the stack of the calling thread, and this one as its cause. */
    StoreException again() {
        return new StoreException(problem, String.valueOf(getMessage()), this);
    }
}
