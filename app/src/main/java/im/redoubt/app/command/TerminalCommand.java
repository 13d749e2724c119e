package im.redoubt.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** A command: it has a terminal and {@code --help}, and returns one of {@link ExitCode}. */
abstract class TerminalCommand implements Callable<Integer> {
    private final Terminal terminal;

    // Picocli finds it by its annotation and sets it; nobody reads it.
    @SuppressWarnings("UnusedVariable")
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    TerminalCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** What it reads and writes. */
    final Terminal terminal() {
        return terminal;
    }
}
