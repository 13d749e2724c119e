package im.redoubt.app.command;

import im.redoubt.server.admin.FilterAdministration;
import im.redoubt.server.admin.QuarantineEntry;
import im.redoubt.server.store.MessageId;
import picocli.CommandLine.Command;

/** Delivers what is kept aside. */
@Command(
        name = "release",
        description =
                "Delivers messages after all, as if they were sent now; they say when they came. No rule looks at them again.",
        footerHeading = "%nExample:%n",
        footer = "  redoubt filter quarantine release 019aaf0c11d200005f0e1c2b3a495867")
final class QuarantineReleaseCommand extends QuarantinedMessageCommand {
    QuarantineReleaseCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    void each(FilterAdministration filters, MessageId id) {
        QuarantineEntry entry = filters.release(id);
        terminal().out().println("Released the message of " + entry.sender() + " to " + entry.recipient() + ".");
    }
}
