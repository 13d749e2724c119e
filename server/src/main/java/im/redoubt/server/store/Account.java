package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.time.Instant;

/**
 * An account.
 *
 * @param address its address
 * @param admin whether it has the role of an administrator
 * @param createdAt when it was created, to the millisecond
 */
public record Account(BareJid address, boolean admin, Instant createdAt) {}
