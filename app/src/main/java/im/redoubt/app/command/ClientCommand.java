package im.redoubt.app.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands for the clients of accounts. */
@Command(
        name = "client",
        description = "Lists and revokes the programs that can get at an account, with their tokens.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {"  redoubt client list alice", "  redoubt client revoke alice --all"})
final class ClientCommand extends GroupCommand {
    private ClientCommand() {}

    /** The parser with all commands for clients. */
    static CommandLine create(Terminal terminal) {
        return new CommandLine(new ClientCommand())
                .addSubcommand(new ClientListCommand(terminal))
                .addSubcommand(new ClientRevokeCommand(terminal));
    }
}
