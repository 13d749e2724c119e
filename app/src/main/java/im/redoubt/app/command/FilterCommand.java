package im.redoubt.app.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands for filters. */
@Command(
        name = "filter",
        description =
                "Shows, tries and serves the rules [[filter]] of the configuration; docs/filters.md says how to write them.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  redoubt filter list",
            "  redoubt filter test \"<message to='bob@example.org'><body>cheap pills</body></message>\"",
            "  redoubt filter quarantine list"
        })
final class FilterCommand extends GroupCommand {
    private FilterCommand() {}

    /** The parser with all commands for filters. */
    static CommandLine create(Terminal terminal) {
        return new CommandLine(new FilterCommand())
                .addSubcommand(new FilterListCommand(terminal))
                .addSubcommand(new FilterTestCommand(terminal))
                .addSubcommand(QuarantineCommand.create(terminal));
    }
}
