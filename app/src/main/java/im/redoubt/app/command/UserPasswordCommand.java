package im.redoubt.app.command;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Replaces a password. */
@Command(
        name = "password",
        description = "Replaces the password of an account and ends its sessions.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  redoubt user password alice",
            "  redoubt user password alice --old-client    also lets old programs sign in"
        })
final class UserPasswordCommand extends ServiceCommand {
    @Parameters(paramLabel = "NAME", description = "What stands before the @, or the whole address.")
    private String name = "";

    @Option(names = "--password-stdin", description = "Takes the password from the first line of standard input.")
    private boolean stdin;

    @Mixin
    private OldClientOption oldClient = new OldClientOption();

    UserPasswordCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        BareJid account = account(name);
        try (Secret password = PasswordSource.ask(terminal(), account.toString(), stdin);
                Access access = access()) {
            access.administration().changePassword(account, password, oldClient.wish());
        }
        terminal().out().println("Replaced the password of " + account + ".");
        return ExitCode.OK;
    }
}
