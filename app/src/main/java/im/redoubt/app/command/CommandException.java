package im.redoubt.app.command;

/** A command that did not work: one line that says what to do, and what to exit with. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /**
     * @param exitCode one of {@link ExitCode}
     * @param message one line that says what to do
     */
    public CommandException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /**
     * A failure with exit code 1.
     *
     * @param message one line that says what to do
     */
    public CommandException(String message) {
        this(ExitCode.FAILURE, message);
    }

    /** What to exit with. */
    public int exitCode() {
        return exitCode;
    }
}
