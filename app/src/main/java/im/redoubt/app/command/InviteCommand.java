package im.redoubt.app.command;

import im.redoubt.server.admin.InvitationLink;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Issues an invitation. */
@Command(
        name = "invite",
        description = "Prints a link with which one person can make an account (XEP-0401). It is a secret until it is"
                + " used.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  redoubt invite                              the invited choose their name",
            "  redoubt invite alice                        only alice can be made with it"
        })
final class InviteCommand extends ServiceCommand {
    @Parameters(paramLabel = "NAME", arity = "0..1", description = "The name that the account must have.")
    private @Nullable String name;

    InviteCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        Optional<String> local =
                Optional.ofNullable(name).map(text -> account(text).local());
        try (Access access = access()) {
            InvitationLink link = access.administration().invite(local);
            terminal().out().println(link.link());
            terminal().err().println("Good for one account until " + link.expiresAt() + ".");
        }
        return ExitCode.OK;
    }
}
