package im.redoubt.app.command;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.admin.AccountDraft;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes an account. */
@Command(
        name = "add",
        description = "Makes an account. The password is asked for twice.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  redoubt user add alice",
            "  redoubt user add bob --old-client --password-stdin < password.txt",
            "  redoubt user add carol --admin              may administer the service from a client"
        })
final class UserAddCommand extends ServiceCommand {
    @Parameters(paramLabel = "NAME", description = "What stands before the @, or the whole address.")
    private String name = "";

    @Option(names = "--password-stdin", description = "Takes the password from the first line of standard input.")
    private boolean stdin;

    @Option(names = "--admin", description = "Lets the account administer the service from a client (XEP-0133).")
    private boolean admin;

    @Mixin
    private OldClientOption oldClient = new OldClientOption();

    UserAddCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        BareJid account = account(name);
        try (AccountDraft draft = new AccountDraft(
                        account, PasswordSource.ask(terminal(), account.toString(), stdin), admin, oldClient.wish());
                Access access = access()) {
            access.administration().addAccount(draft);
        }
        terminal().out().println("Made " + account + ".");
        return ExitCode.OK;
    }
}
