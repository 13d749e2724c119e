package im.redoubt.app.command;

/**
 * What the program exits with. The launcher adds 3: something that must be installed first is missing. A service that was
 * stopped ends in order and then as its signal says: 130 after Ctrl-C, 143 after SIGTERM.
 */
public final class ExitCode {
    /** Done. */
    public static final int OK = 0;

    /** It did not work, and a line says why. */
    public static final int FAILURE = 1;

    /** The command line cannot be understood. */
    public static final int USAGE = 2;

    /** The configuration is refused. */
    public static final int CONFIGURATION = 4;

    /** Another process works with the data. */
    public static final int IN_USE = 5;

    private ExitCode() {}
}
