package im.redoubt.client.presence;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The presences that are kept. It is changed in the session's loop and read by any thread; what is read of one contact is of one
 * moment.
 */
final class KnownPresences {
    /** The most clients of one contact: whoever has more shows only these. */
    static final int MOST_RESOURCES = 32;

    /** The most in all. */
    static final int MOST = 10_000;

    private final Map<BareJid, Map<String, ContactPresence>> all = new ConcurrentHashMap<>();
    private int count;

    Map<String, ContactPresence> of(BareJid contact) {
        return all.getOrDefault(contact, Collections.emptyMap());
    }

    /** Keeps a presence as the newest of its contact, and returns whether there was room. */
    boolean put(ContactPresence presence) {
        FullJid address = presence.address();
        Map<String, ContactPresence> more = new LinkedHashMap<>(of(address.bare()));
        boolean fresh = more.remove(address.resource()) == null;
        if (fresh && (more.size() >= MOST_RESOURCES || count >= MOST)) {
            return false;
        }
        count += fresh ? 1 : 0;
        more.put(address.resource(), presence);
        all.put(address.bare(), Collections.unmodifiableMap(more));
        return true;
    }

    /** Forgets a client, and returns whether it was known. */
    boolean forget(FullJid address) {
        Map<String, ContactPresence> fewer = new LinkedHashMap<>(of(address.bare()));
        if (fewer.remove(address.resource()) == null) {
            return false;
        }
        count--;
        if (fewer.isEmpty()) {
            all.remove(address.bare());
        } else {
            all.put(address.bare(), Collections.unmodifiableMap(fewer));
        }
        return true;
    }

    /** Forgets a contact, and returns what was known of him. */
    Collection<ContactPresence> forget(BareJid contact) {
        Map<String, ContactPresence> gone = all.remove(contact);
        if (gone == null) {
            return Collections.emptyList();
        }
        count -= gone.size();
        return gone.values();
    }

    /** Forgets all contacts but these, and returns what was known of the others. */
    Collection<ContactPresence> keepOnly(Predicate<BareJid> contacts) {
        List<ContactPresence> gone = new ArrayList<>();
        for (BareJid contact : new ArrayList<>(all.keySet())) {
            if (!contacts.test(contact)) {
                gone.addAll(forget(contact));
            }
        }
        return gone;
    }
}
