package im.redoubt.app.command;

import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.address.Jid;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Ends sessions. */
@Command(
        name = "end",
        description = "Ends one session, or all of an account.",
        footerHeading = "%nExamples:%n",
        footer = {"  redoubt session end alice", "  redoubt session end alice@example.org/laptop-4Zk"})
final class SessionEndCommand extends ServiceCommand {
    @Parameters(paramLabel = "ADDRESS", description = "An account, or the whole address of a session.")
    private String address = "";

    SessionEndCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        Jid target = address.indexOf('/') < 0
                ? account(address)
                : FullJid.parse(address)
                        .orElseThrow(() -> new CommandException(
                                ExitCode.USAGE, "This is no address of a session; session list shows them."));
        try (Access access = access()) {
            int ended = access.administration().endSessions(target);
            terminal().out().println("Ended " + ended + (ended == 1 ? " session." : " sessions."));
            return ended == 0 ? ExitCode.FAILURE : ExitCode.OK;
        }
    }
}
