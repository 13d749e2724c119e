package im.redoubt.server.admin;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ScramHash;
import java.time.Instant;
import java.util.Set;

/**
 * An account in a list.
 *
 * @param address its address
 * @param admin whether it may administer the service in band
 * @param createdAt when it was made
 * @param hashes what it has verifiers for
 */
public record AccountEntry(BareJid address, boolean admin, Instant createdAt, Set<ScramHash> hashes) {
    /** Copies the set. */
    public AccountEntry {
        hashes = Set.copyOf(hashes);
    }
}
