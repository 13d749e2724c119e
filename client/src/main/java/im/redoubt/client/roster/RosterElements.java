package im.redoubt.client.roster;

import im.redoubt.client.text.InsecureTextAccess;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Contacts as elements (RFC 6121 section 2.1.2). */
final class RosterElements {
    static final String NAMESPACE = "jabber:iq:roster";

    private RosterElements() {}

    static Element query(Element item) {
        return Element.named(NAMESPACE, "query").child(item).build();
    }

    static Element item(RosterEntry entry) {
        return begin(entry.address(), entry).build();
    }

    static Element removal(BareJid contact) {
        return Element.named(NAMESPACE, "item")
                .attribute("jid", contact.toString())
                .attribute("subscription", "remove")
                .build();
    }

    static Element item(Contact contact) {
        Element.Builder item = begin(contact.address(), contact.entry())
                .attribute("subscription", contact.subscription().wire());
        if (contact.asked()) {
            item.attribute("ask", "subscribe");
        }
        if (contact.approved()) {
            item.attribute("approved", "true");
        }
        return item.build();
    }

    private static Element.Builder begin(BareJid address, RosterEntry entry) {
        Element.Builder item = Element.named(NAMESPACE, "item").attribute("jid", address.toString());
        if (!entry.name().isEmpty()) {
            item.attribute("name", InsecureTextAccess.charactersOf(entry.name()));
        }
        for (Unverified group : entry.groups()) {
            item.child(NAMESPACE, "group", InsecureTextAccess.charactersOf(group));
        }
        return item;
    }

    static Optional<BareJid> address(ParsedElement item) {
        return item.attribute("jid").flatMap(BareJid::parse);
    }

    static boolean isRemoval(ParsedElement item) {
        return item.attribute("subscription").filter("remove"::equals).isPresent();
    }

    /** Reads a contact; names and groups that are too long or too many are left out. */
    static Optional<Contact> read(ParsedElement item) {
        return address(item)
                .map(address -> new Contact(
                        new RosterEntry(
                                address,
                                item.attribute("name")
                                        .flatMap(name -> Unverified.of(name, RosterEntry.MOST_CHARS))
                                        .orElse(Unverified.EMPTY),
                                groups(item)),
                        item.attribute("subscription")
                                .flatMap(Subscription::named)
                                .orElse(Subscription.NONE),
                        item.attribute("ask").filter("subscribe"::equals).isPresent(),
                        item.attribute("approved")
                                .filter(value -> value.equals("true") || value.equals("1"))
                                .isPresent()));
    }

    private static Set<Unverified> groups(ParsedElement item) {
        List<ParsedElement> all = item.content().parsed(NAMESPACE, "group");
        if (all.isEmpty()) {
            return Collections.emptySet();
        }
        if (all.size() == 1) {
            return group(all.get(0)).map(Collections::singleton).orElseGet(Collections::emptySet);
        }
        Set<Unverified> groups = new LinkedHashSet<>();
        for (ParsedElement one : all) {
            group(one).filter(name -> groups.size() < RosterEntry.MOST_GROUPS).ifPresent(groups::add);
        }
        return Collections.unmodifiableSet(groups);
    }

    private static Optional<Unverified> group(ParsedElement group) {
        return Unverified.of(group.content().text(), RosterEntry.MOST_CHARS).filter(name -> !name.isEmpty());
    }
}
