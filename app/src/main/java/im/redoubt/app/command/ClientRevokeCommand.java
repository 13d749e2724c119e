package im.redoubt.app.command;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes the tokens of clients, and ends their sessions. */
@Command(
        name = "revoke",
        description =
                "Takes the token of one client of an account, or of all, and ends their sessions. A client that knows the"
                        + " password can sign in by it again: user password changes it, and ends everything.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  redoubt client revoke alice 0123456789abcdef0123456789abcdef",
            "  redoubt client revoke alice --all"
        })
final class ClientRevokeCommand extends ServiceCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "What stands before the @, or the whole address.")
    private String name = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "ID", description = "The client, as client list shows it.")
    private @Nullable String id;

    @Option(names = "--all", description = "All clients of the account.")
    private boolean all;

    ClientRevokeCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        Optional<String> one = Optional.ofNullable(id);
        if (one.isPresent() == all) {
            throw new CommandException(ExitCode.USAGE, "Name one client, as client list shows it, or --all.");
        }
        try (Access access = access()) {
            int revoked = access.administration().revokeClients(account(name), one);
            terminal().out().println("Revoked " + revoked + (revoked == 1 ? " client." : " clients."));
            return ExitCode.OK;
        }
    }
}
