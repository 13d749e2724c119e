package im.redoubt.app.command;

import java.util.List;
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
        lines().forEach(terminal().out()::println);
        return ExitCode.OK;
    }

    /** The version of the program, and that of the Java it runs on. */
    static List<String> lines() {
        String version = VersionCommand.class.getPackage().getImplementationVersion();
        return List.of("redoubt " + (version == null ? "(not packaged)" : version), "Java " + Runtime.version());
    }
}
