package im.redoubt.app.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The linters. */
@Command(
        name = "lint",
        description = "Finds known mistakes in what others built on XMPP; docs/lint.md lists the rules.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {"  redoubt lint traffic capture.xml", "  redoubt lint code --sarif findings.sarif src"})
final class LintCommand extends GroupCommand {
    private LintCommand() {}

    /** The parser with all linters. */
    static CommandLine create(Terminal terminal) {
        return new CommandLine(new LintCommand())
                .addSubcommand(new LintTrafficCommand(terminal))
                .addSubcommand(new LintCodeCommand(terminal));
    }
}
