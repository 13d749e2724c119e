package im.redoubt.app.command;

import im.redoubt.server.admin.FilterAdministration;
import im.redoubt.server.store.MessageId;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** A command that does something with each of several messages that are kept aside. */
abstract class QuarantinedMessageCommand extends ServiceCommand {
    @Parameters(paramLabel = "ID", arity = "1..*", description = "The ids of messages, as quarantine list shows them.")
    private List<String> ids = new ArrayList<>();

    QuarantinedMessageCommand(Terminal terminal) {
        super(terminal);
    }

    /** Does it with one message. */
    abstract void each(FilterAdministration filters, MessageId id);

    /** All ids are looked at before anything is done. */
    @Override
    public final Integer call() {
        List<MessageId> wanted = ids.stream()
                .map(text -> MessageId.parse(text)
                        .orElseThrow(() -> new CommandException(
                                ExitCode.USAGE, "This is no id of a message; quarantine list shows them.")))
                .toList();
        try (Access access = access()) {
            FilterAdministration filters = access.administration().filters();
            wanted.forEach(id -> each(filters, id));
        }
        return ExitCode.OK;
    }
}
