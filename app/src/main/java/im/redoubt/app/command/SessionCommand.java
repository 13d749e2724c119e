package im.redoubt.app.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands for sessions. */
@Command(
        name = "session",
        description = "Lists and ends the sessions of the running service.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {"  redoubt session list", "  redoubt session end alice"})
final class SessionCommand extends GroupCommand {
    private SessionCommand() {}

    /** The parser with all commands for sessions. */
    static CommandLine create(Terminal terminal) {
        return new CommandLine(new SessionCommand())
                .addSubcommand(new SessionListCommand(terminal))
                .addSubcommand(new SessionEndCommand(terminal));
    }
}
