package im.redoubt.server.routing;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.address.Jid;

/** Whom an address belongs to. Components and other servers will be further cases. */
sealed interface Destination {
    /** The server itself. */
    record Domain() implements Destination {}

    /**
     * An account of this server, which may or may not exist.
     *
     * @param account the bare address
     */
    record Account(BareJid account) implements Destination {}

    /**
     * A session of an account of this server, which may or may not exist.
     *
     * @param address the full address
     */
    record Resource(FullJid address) implements Destination {}

    /** Somebody of another domain. */
    record Elsewhere() implements Destination {}

    static Destination of(Jid address, BareJid domain) {
        if (!address.domain().equals(domain.domain())) {
            return new Elsewhere();
        }
        if (address.local().isEmpty()) {
            return new Domain();
        }
        return address instanceof FullJid full ? new Resource(full) : new Account(address.bare());
    }
}
