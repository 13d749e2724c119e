package im.redoubt.server.blocking;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.server.store.Admission;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whom one account keeps away at one moment: those that it blocks (XEP-0191 section 5), and everybody whom it does not admit, if it
 * has a list of those whom it hears.
 */
public final class Blocklist {
    private final BareJid owner;
    private final List<Jid> addresses;
    private final Set<String> texts = new HashSet<>();
    private final Admission admission;

    /** Makes the list of {@code owner}, who blocks these and hears {@code admission}. */
    public Blocklist(BareJid owner, List<Jid> addresses, Admission admission) {
        this.owner = owner;
        this.addresses = List.copyOf(addresses);
        this.admission = admission;
        addresses.forEach(address -> texts.add(address.toString()));
    }

    /** Returns the list of one who blocks these from now on, and hears whom he heard. */
    Blocklist withAddresses(List<Jid> blocked) {
        return new Blocklist(owner, blocked, admission);
    }

    /** Returns the list of one who hears these from now on, and blocks whom he blocked. */
    public Blocklist withAdmission(Admission admitted) {
        return new Blocklist(owner, addresses, admitted);
    }

    /** Returns whose list it is. */
    public BareJid owner() {
        return owner;
    }

    /** Returns whom it blocks. */
    public List<Jid> addresses() {
        return addresses;
    }

    /** Returns whom its owner hears, whatever it blocks. */
    public Admission admission() {
        return admission;
    }

    /**
     * Returns whether somebody is kept away: by his full address, his account or his domain, or since he is not admitted. An item
     * with a resource stands for that address alone. The account itself and its server are never kept away.
     */
    public boolean blocks(Jid other) {
        return (names(other) || !admission.admits(other)) && !isOwn(owner, other);
    }

    /** Returns whether it blocks somebody, or his account or domain. */
    public boolean names(Jid other) {
        return !texts.isEmpty()
                && (texts.contains(other.toString())
                        || texts.contains(other.bare().toString())
                        || texts.contains(other.domain()));
    }

    /** Returns whether it is the account itself or its server. */
    static boolean isOwn(BareJid account, Jid other) {
        return other.domain().equals(account.domain())
                && (other.local().isEmpty() || other.local().equals(account.local()));
    }
}
