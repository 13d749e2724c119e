package im.redoubt.server.blocking;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whom one account keeps away at one moment (XEP-0191 section 5). */
public final class Blocklist {
    private final BareJid owner;
    private final List<Jid> addresses;
    private final Set<String> texts = new HashSet<>();

    /** Makes the list of {@code owner}. */
    public Blocklist(BareJid owner, List<Jid> addresses) {
        this.owner = owner;
        this.addresses = List.copyOf(addresses);
        addresses.forEach(address -> texts.add(address.toString()));
    }

    /** Returns whose list it is. */
    public BareJid owner() {
        return owner;
    }

    /** Returns what is on it. */
    public List<Jid> addresses() {
        return addresses;
    }

    /**
     * Returns whether somebody is kept away: by his full address, his account or his domain. An item with a resource stands
     * for that address alone. The account itself and its server are never kept away.
     */
    public boolean blocks(Jid other) {
        return !texts.isEmpty()
                && (texts.contains(other.toString())
                        || texts.contains(other.bare().toString())
                        || texts.contains(other.domain()))
                && !isOwn(owner, other);
    }

    /** Returns whether it is the account itself or its server. */
    static boolean isOwn(BareJid account, Jid other) {
        return other.domain().equals(account.domain())
                && (other.local().isEmpty() || other.local().equals(account.local()));
    }
}
