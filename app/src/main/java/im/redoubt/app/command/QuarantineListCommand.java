package im.redoubt.app.command;

import im.redoubt.server.admin.FilterAdministration;
import im.redoubt.server.admin.QuarantineEntry;
import im.redoubt.server.store.MessageId;
import java.util.List;
import picocli.CommandLine.Command;

/** Lists what is kept aside. */
@Command(
        name = "list",
        description =
                "Lists the messages that are kept aside: id, since when, rule, sender, recipient, bytes; not what they say.",
        footerHeading = "%nExample:%n",
        footer = "  redoubt filter quarantine list")
final class QuarantineListCommand extends ServiceCommand {
    QuarantineListCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        try (Access access = access()) {
            FilterAdministration filters = access.administration().filters();
            List<QuarantineEntry> page = filters.list(MessageId.START);
            while (!page.isEmpty()) {
                page.forEach(this::print);
                page = filters.list(page.getLast().id());
            }
        }
        return ExitCode.OK;
    }

    private void print(QuarantineEntry entry) {
        terminal()
                .out()
                .println(String.join(
                        "\t",
                        entry.id().toString(),
                        entry.keptAt().toString(),
                        entry.rule(),
                        entry.sender().toString(),
                        entry.recipient().toString(),
                        Integer.toString(entry.bytes())));
    }
}
