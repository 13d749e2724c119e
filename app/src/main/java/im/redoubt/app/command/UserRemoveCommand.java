package im.redoubt.app.command;

import im.redoubt.protocol.address.BareJid;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Removes an account. */
@Command(
        name = "remove",
        description = "Removes an account with everything that is kept for it, and ends its sessions.",
        footerHeading = "%nExample:%n",
        footer = "  redoubt user remove alice")
final class UserRemoveCommand extends ServiceCommand {
    @Parameters(paramLabel = "NAME", description = "What stands before the @, or the whole address.")
    private String name = "";

    UserRemoveCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        BareJid account = account(name);
        try (Access access = access()) {
            access.administration().removeAccount(account);
        }
        terminal().out().println("Removed " + account + ".");
        return ExitCode.OK;
    }
}
