package im.redoubt.app.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands for accounts. */
@Command(
        name = "user",
        description = "Makes, lists, changes and removes accounts, while the service runs or is stopped.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  redoubt user add alice                      asks for the password",
            "  redoubt user import accounts.txt            lines of name:password"
        })
final class UserCommand extends GroupCommand {
    private UserCommand() {}

    /** The parser with all commands for accounts. */
    static CommandLine create(Terminal terminal) {
        return new CommandLine(new UserCommand())
                .addSubcommand(new UserAddCommand(terminal))
                .addSubcommand(new UserListCommand(terminal))
                .addSubcommand(new UserPasswordCommand(terminal))
                .addSubcommand(new UserRemoveCommand(terminal))
                .addSubcommand(new UserImportCommand(terminal));
    }
}
