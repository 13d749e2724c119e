package im.redoubt.server.roster;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.store.RosterItem;
import im.redoubt.xml.Element;
import java.util.Locale;
import java.util.Optional;

/** Roster items as elements (RFC 6121 section 2.1.2). */
final class RosterElements {
    static final String NAMESPACE = "jabber:iq:roster";

    private RosterElements() {}

    static Element item(BareJid contact, Optional<RosterItem> item) {
        Element.Builder element = Element.named(NAMESPACE, "item").attribute("jid", contact.toString());
        if (item.isEmpty()) {
            return element.attribute("subscription", "remove").build();
        }
        RosterItem known = item.get();
        element.attribute("name", known.name())
                .attribute("subscription", known.subscription().name().toLowerCase(Locale.ROOT));
        if (known.ask()) {
            element.attribute("ask", "subscribe");
        }
        if (known.approved()) {
            element.attribute("approved", "true");
        }
        for (String group : known.groups()) {
            element.child(NAMESPACE, "group", group);
        }
        return element.build();
    }
}
