package im.redoubt.app.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands for security events. */
@Command(
        name = "events",
        description = "Checks the security events.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExample:%n",
        footer = "  redoubt events verify")
final class EventsCommand extends GroupCommand {
    private EventsCommand() {}

    /** The parser with all commands for events. */
    static CommandLine create(Terminal terminal) {
        return new CommandLine(new EventsCommand()).addSubcommand(new EventsVerifyCommand(terminal));
    }
}
