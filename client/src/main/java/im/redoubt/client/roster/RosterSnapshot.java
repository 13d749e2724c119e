package im.redoubt.client.roster;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlContent;
import im.redoubt.xml.XmlException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The contacts at one moment. Immutable; it can be stored, so that the next session asks only for what changed since. */
public final class RosterSnapshot {
    /** Nobody, of no version. */
    public static final RosterSnapshot EMPTY = new RosterSnapshot(Collections.emptyMap(), "");

    /** The most contacts that are kept. */
    public static final int MOST_CONTACTS = 20_000;

    private static final int MOST_VERSION_CHARS = 1_023;

    private final Map<BareJid, Contact> contacts;
    private final String version;

    private RosterSnapshot(Map<BareJid, Contact> contacts, String version) {
        this.contacts = Collections.unmodifiableMap(contacts);
        this.version = version;
    }

    /** Returns the contacts by their addresses, in the server's order. */
    public Map<BareJid, Contact> contacts() {
        return contacts;
    }

    /** Returns a contact. */
    public Optional<Contact> find(BareJid address) {
        return Optional.ofNullable(contacts.get(address));
    }

    /** Returns whether the account sees the presence of somebody. */
    public boolean sees(BareJid somebody) {
        return find(somebody).filter(contact -> contact.subscription().sees()).isPresent();
    }

    /** Returns whether somebody sees the presence of the account. */
    public boolean isSeenBy(BareJid somebody) {
        return find(somebody).filter(contact -> contact.subscription().isSeen()).isPresent();
    }

    /** Returns the version that the server gave (RFC 6121 section 2.6), which means nothing but to it. */
    String version() {
        return version;
    }

    /** Reads the roster that is in an answer, if there is one. */
    static Optional<RosterSnapshot> in(XmlContent content) {
        List<ParsedElement> queries = content.parsed(RosterElements.NAMESPACE, "query");
        return queries.isEmpty() ? Optional.empty() : Optional.of(read(queries.get(0)));
    }

    /** Reads a whole roster: of two items about one contact the first counts, and what is no item does not. */
    static RosterSnapshot read(ParsedElement query) {
        Map<BareJid, Contact> contacts = new LinkedHashMap<>();
        for (ParsedElement item : query.content().parsed(RosterElements.NAMESPACE, "item")) {
            RosterElements.read(item)
                    .filter(contact -> contacts.size() < MOST_CONTACTS && !RosterElements.isRemoval(item))
                    .ifPresent(contact -> contacts.putIfAbsent(contact.address(), contact));
        }
        return new RosterSnapshot(contacts, version(query).orElse(""));
    }

    private static Optional<String> version(ParsedElement query) {
        return query.attribute("ver").filter(text -> text.length() <= MOST_VERSION_CHARS);
    }

    /** Returns whether there is room for a contact. */
    boolean takes(Contact contact) {
        return contacts.size() < MOST_CONTACTS || contacts.containsKey(contact.address());
    }

    /** Returns this roster with a contact, of the version that a push says. */
    RosterSnapshot with(Contact contact, ParsedElement push) {
        Map<BareJid, Contact> more = new LinkedHashMap<>(contacts);
        more.put(contact.address(), contact);
        return new RosterSnapshot(more, version(push).orElse(version));
    }

    /** Returns this roster without a contact, of the version that a push says. */
    RosterSnapshot without(BareJid contact, ParsedElement push) {
        Map<BareJid, Contact> fewer = new LinkedHashMap<>(contacts);
        fewer.remove(contact);
        return new RosterSnapshot(fewer, version(push).orElse(version));
    }

    /** Returns this as bytes that {@link #read(byte[])} takes. They hold the names of contacts: store them where only the user reads. */
    public byte[] toByteArray() {
        Element.Builder query = Element.named(RosterElements.NAMESPACE, "query").attribute("ver", version);
        for (Contact contact : contacts.values()) {
            query.child(RosterElements.item(contact));
        }
        return XmlContent.of("", List.of(query.build())).toByteArray();
    }

    /**
     * Reads what {@link #toByteArray} wrote.
     *
     * @return the roster, or {@link #EMPTY} if it is none: the server has the whole one
     */
    public static RosterSnapshot read(byte[] stored) {
        try {
            return in(XmlContent.read("", stored)).orElse(EMPTY);
        } catch (XmlException notOurs) {
            return EMPTY;
        }
    }

    /** Returns how many contacts there are. */
    @Override
    public String toString() {
        return contacts.size() + " contacts";
    }
}
