package im.redoubt.app.command;

import im.redoubt.server.admin.FilterAdministration;
import im.redoubt.server.admin.QuarantineEntry;
import im.redoubt.server.store.MessageId;
import picocli.CommandLine.Command;

/** Forgets what is kept aside. */
@Command(
        name = "drop",
        description = "Forgets messages that are kept aside.",
        footerHeading = "%nExample:%n",
        footer = "  redoubt filter quarantine drop 019aaf0c11d200005f0e1c2b3a495867")
final class QuarantineDropCommand extends QuarantinedMessageCommand {
    QuarantineDropCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    void each(FilterAdministration filters, MessageId id) {
        QuarantineEntry entry = filters.drop(id);
        terminal().out().println("Dropped the message of " + entry.sender() + " to " + entry.recipient() + ".");
    }
}
