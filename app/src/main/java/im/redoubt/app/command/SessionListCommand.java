package im.redoubt.app.command;

import im.redoubt.server.admin.SessionEntry;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists sessions. */
@Command(
        name = "list",
        description = "Lists the sessions: address, where it comes from, since when, whether it is available.",
        footerHeading = "%nExamples:%n",
        footer = {"  redoubt session list", "  redoubt session list alice"})
final class SessionListCommand extends ServiceCommand {
    @Parameters(paramLabel = "NAME", arity = "0..1", description = "Only those of this account.")
    private @Nullable String name;

    SessionListCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        try (Access access = access()) {
            if (!access.live()) {
                terminal().err().println("The service does not run.");
            }
            List<SessionEntry> sessions = access.administration()
                    .listSessions(Optional.ofNullable(name).map(this::account));
            for (SessionEntry session : sessions) {
                terminal()
                        .out()
                        .println(session.address() + "\t" + session.peer() + "\t" + session.since() + "\t"
                                + (session.available() ? "available" : "quiet"));
            }
        }
        return ExitCode.OK;
    }
}
