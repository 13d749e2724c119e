package im.redoubt.server.admin;

import im.redoubt.protocol.address.BareJid;
import java.time.Instant;

/**
 * An account in a list.
 *
 * @param address its address
 * @param admin whether it may administer the service in band
 * @param createdAt when it was made
 */
public record AccountEntry(BareJid address, boolean admin, Instant createdAt) {}
