package im.redoubt.server.blocking;

import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.xml.Element;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The items of a request to block or unblock (XEP-0191 section 3). */
sealed interface BlockItems {
    /** These, each once, and what is reported about them; none at all to unblock everybody. */
    record Addresses(List<Jid> addresses, List<Report> reports) implements BlockItems {}

    /** Something that is not allowed. */
    record Wrong(StanzaCondition condition) implements BlockItems {}

    /**
     * Reads a payload. What is no item is refused and not passed over: an unblock whose items were not understood would
     * unblock everybody.
     */
    static BlockItems read(Element payload) {
        Set<Jid> addresses = new LinkedHashSet<>();
        List<Report> reports = new ArrayList<>(0);
        for (Element item : payload.children()) {
            Optional<String> text = item.attribute("jid");
            if (!item.is(BlockingCommand.NAMESPACE, "item") || text.isEmpty()) {
                return new Wrong(StanzaCondition.BAD_REQUEST);
            }
            Optional<Jid> address = Jid.parse(text.get());
            if (address.isEmpty()) {
                return new Wrong(StanzaCondition.JID_MALFORMED);
            }
            if (addresses.add(address.get())) {
                Report.in(item, address.get()).ifPresent(reports::add);
            }
        }
        return new Addresses(List.copyOf(addresses), List.copyOf(reports));
    }
}
