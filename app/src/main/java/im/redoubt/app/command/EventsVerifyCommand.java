package im.redoubt.app.command;

import im.redoubt.server.event.EventLogVerifier;
import im.redoubt.server.event.Verification;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/** Checks the chain of the security events. */
@Command(
        name = "verify",
        description = "Checks that no line of the security events was changed, taken away or put in.",
        footerHeading = "%nExample:%n",
        footer = "  redoubt events verify")
final class EventsVerifyCommand extends ServiceCommand {
    EventsVerifyCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        Path directory = settings().events().directory();
        if (!Files.isDirectory(directory)) {
            throw new CommandException("There are no security events in " + directory + " yet; redoubt up makes them.");
        }
        try {
            return switch (EventLogVerifier.verify(directory)) {
                case Verification.Intact intact -> {
                    terminal()
                            .out()
                            .println("Intact: events " + intact.first() + " to "
                                    + intact.last().sequence() + ", head "
                                    + intact.last().hash() + ".");
                    yield ExitCode.OK;
                }
                case Verification.Empty _ -> {
                    terminal().out().println("There are no events, and there should be none.");
                    yield ExitCode.OK;
                }
                case Verification.Broken broken ->
                    throw new CommandException("The chain is broken in " + broken.file() + ", line " + broken.line()
                            + ": " + what(broken.fault()) + " Keep the files, and find out who can write there.");
            };
        } catch (UncheckedIOException e) {
            throw new CommandException(
                    "The security events in " + directory + " cannot be read: " + e.getMessage() + ".");
        }
    }

    private static String what(Verification.Fault fault) {
        return switch (fault) {
            case NOT_AN_EVENT -> "this is no event.";
            case WRONG_SEQUENCE -> "lines were taken away, added or moved.";
            case WRONG_LINK -> "the line before it was changed.";
            case NOT_THE_HEAD -> "the line was changed.";
            case TORN -> "the line has no end (killed while writing, or cut).";
            case ENDS_EARLY -> "lines are missing at the end.";
        };
    }
}
