package im.redoubt.app.command;

import picocli.CommandLine.Command;

/** Prints the versions of the program and of the Java it runs on. */
@Command(
        name = "version",
        description = "Prints the version.",
        footerHeading = "%nExample:%n",
        footer = "  redoubt version")
final class VersionCommand extends TerminalCommand {
    VersionCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        String version = VersionCommand.class.getPackage().getImplementationVersion();
        terminal().out().println("redoubt " + (version == null ? "(not packaged)" : version));
        terminal().out().println("Java " + Runtime.version());
        return ExitCode.OK;
    }
}
