package im.redoubt.app.command;

import im.redoubt.server.admin.FilterAdministration;
import im.redoubt.server.store.MessageId;
import picocli.CommandLine.Command;

/** Shows what is kept aside. */
@Command(
        name = "show",
        description = {
            "Shows messages as they were sent. What no terminal should get is written as a reference.",
            "That somebody looked is told in the security events."
        },
        footerHeading = "%nExample:%n",
        footer = "  redoubt filter quarantine show 019aaf0c11d200005f0e1c2b3a495867")
final class QuarantineShowCommand extends QuarantinedMessageCommand {
    QuarantineShowCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    void each(FilterAdministration filters, MessageId id) {
        terminal().out().println(visible(filters.show(id).stanza()));
    }

    /** Neither ends a line unseen nor changes the direction of writing, nor steers the terminal; and is the same XML. */
    static String visible(String xml) {
        StringBuilder out = new StringBuilder(xml.length());
        xml.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.PRIVATE_USE,
                        Character.UNASSIGNED,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR ->
                    out.append("&#x").append(Integer.toHexString(c)).append(';');
                default -> out.appendCodePoint(c);
            }
        });
        return out.toString();
    }
}
