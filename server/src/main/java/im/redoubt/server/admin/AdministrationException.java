package im.redoubt.server.admin;

/** Something was not done; the message says what to do about it. */
public final class AdministrationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final AdministrationProblem problem;

    /**
     * @param problem what kind of problem it is
     * @param message one line that says what to do
     */
    public AdministrationException(AdministrationProblem problem, String message) {
        super(message);
        this.problem = problem;
    }

    /**
     * @param problem what kind of problem it is
     * @param message one line that says what to do
     * @param cause what made it
     */
    public AdministrationException(AdministrationProblem problem, String message, Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    /** What kind of problem it is. */
    public AdministrationProblem problem() {
        return problem;
    }

    /** One line that says what to do. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
