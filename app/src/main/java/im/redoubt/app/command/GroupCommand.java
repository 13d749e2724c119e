package im.redoubt.app.command;

import picocli.CommandLine.Option;

/** A command that only has further commands. */
abstract class GroupCommand {
    // Picocli finds it by its annotation and sets it; nobody reads it.
    @SuppressWarnings("UnusedVariable")
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;
}
