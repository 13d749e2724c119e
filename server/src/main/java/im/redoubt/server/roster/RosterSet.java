package im.redoubt.server.roster;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.xml.Element;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a client asks for with a roster set (RFC 6121 sections 2.1.5, 2.3 to 2.5). */
sealed interface RosterSet {
    /** Adds or changes an item. */
    record Put(BareJid contact, Optional<String> name, List<String> groups) implements RosterSet {}

    /** Removes an item and what subscriptions there are. */
    record Remove(BareJid contact) implements RosterSet {}

    /** Asks for something that is not allowed. */
    record Wrong(StanzaCondition condition) implements RosterSet {}

    /**
     * Limits of an item.
     *
     * @param groups how many groups
     * @param nameBytes bytes of the name and of each group
     */
    record Limits(int groups, int nameBytes) {}

    /** Reads the query of {@code account}. */
    static RosterSet read(Element query, BareJid account, Limits limits) {
        List<Element> items = query.children(RosterElements.NAMESPACE, "item");
        if (items.size() != 1 || query.children().size() != 1) {
            return new Wrong(StanzaCondition.BAD_REQUEST);
        }
        Element item = items.get(0);
        Optional<String> text = item.attribute("jid");
        if (text.isEmpty()) {
            return new Wrong(StanzaCondition.BAD_REQUEST);
        }
        Optional<Jid> jid = Jid.parse(text.get());
        if (jid.isEmpty()) {
            return new Wrong(StanzaCondition.JID_MALFORMED);
        }
        BareJid contact = jid.get().bare();
        if (item.attribute("subscription").filter("remove"::equals).isPresent()) {
            return new Remove(contact);
        }
        return contact.equals(account) ? new Wrong(StanzaCondition.NOT_ALLOWED) : put(contact, item, limits);
    }

    private static RosterSet put(BareJid contact, Element item, Limits limits) {
        Optional<String> name = item.attribute("name").filter(text -> !text.isEmpty());
        if (name.filter(text -> tooLong(text, limits)).isPresent()) {
            return new Wrong(StanzaCondition.NOT_ACCEPTABLE);
        }
        List<String> groups = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Element group : item.children(RosterElements.NAMESPACE, "group")) {
            String text = group.text();
            if (!seen.add(text)) {
                return new Wrong(StanzaCondition.BAD_REQUEST);
            }
            if (text.isEmpty() || tooLong(text, limits) || groups.size() == limits.groups()) {
                return new Wrong(StanzaCondition.NOT_ACCEPTABLE);
            }
            groups.add(text);
        }
        return new Put(contact, name, groups);
    }

    private static boolean tooLong(String text, Limits limits) {
        return text.length() > limits.nameBytes() || text.getBytes(StandardCharsets.UTF_8).length > limits.nameBytes();
    }
}
