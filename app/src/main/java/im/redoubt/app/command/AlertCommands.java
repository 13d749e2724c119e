package im.redoubt.app.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands for alerts. */
@Command(
        name = "alert",
        description = "Lists and tries the rules by which you are told of security events.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {"  redoubt alert list", "  redoubt alert test guessing"})
final class AlertCommands extends GroupCommand {
    private AlertCommands() {}

    /** The parser with all commands for alerts. */
    static CommandLine create(Terminal terminal) {
        return new CommandLine(new AlertCommands())
                .addSubcommand(new AlertListCommand(terminal))
                .addSubcommand(new AlertTestCommand(terminal));
    }
}
