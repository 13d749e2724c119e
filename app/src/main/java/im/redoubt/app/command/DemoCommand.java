package im.redoubt.app.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Demonstrations. */
@Command(
        name = "demo",
        description = "Shows what can be done, by real programs on this machine, and by attacks that fail.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {"  redoubt demo alarm", "  redoubt demo alarm --brief"})
final class DemoCommand extends GroupCommand {
    private DemoCommand() {}

    /** The parser with all demonstrations. */
    static CommandLine create(Terminal terminal) {
        return new CommandLine(new DemoCommand()).addSubcommand(new DemoAlarmCommand(terminal));
    }
}
