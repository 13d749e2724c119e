package im.redoubt.app.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands for what filters keep aside. */
@Command(
        name = "quarantine",
        description = "Lists, shows, releases and drops the messages that filters keep aside.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  redoubt filter quarantine list",
            "  redoubt filter quarantine show 019aaf0c11d200005f0e1c2b3a495867",
            "  redoubt filter quarantine release 019aaf0c11d200005f0e1c2b3a495867"
        })
final class QuarantineCommand extends GroupCommand {
    private QuarantineCommand() {}

    /** The parser with all of them. */
    static CommandLine create(Terminal terminal) {
        return new CommandLine(new QuarantineCommand())
                .addSubcommand(new QuarantineListCommand(terminal))
                .addSubcommand(new QuarantineShowCommand(terminal))
                .addSubcommand(new QuarantineReleaseCommand(terminal))
                .addSubcommand(new QuarantineDropCommand(terminal));
    }
}
