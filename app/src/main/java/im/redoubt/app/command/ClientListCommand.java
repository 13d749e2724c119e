package im.redoubt.app.command;

import im.redoubt.server.admin.ClientEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the clients of an account. */
@Command(
        name = "list",
        description =
                "Lists the programs that can get at an account: id, when last seen, by what, and what they call themselves.",
        footerHeading = "%nExample:%n",
        footer = "  redoubt client list alice")
final class ClientListCommand extends ServiceCommand {
    @Parameters(paramLabel = "NAME", description = "What stands before the @, or the whole address.")
    private String name = "";

    ClientListCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        try (Access access = access()) {
            for (ClientEntry client : access.administration().listClients(account(name))) {
                terminal()
                        .out()
                        .println(client.id() + "\t" + client.lastSeen() + "\t" + (client.password() ? "password" : "-")
                                + "\t" + (client.tokens() > 0 ? "token" : "-") + "\t" + client.name());
            }
        }
        return ExitCode.OK;
    }
}
