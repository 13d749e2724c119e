package im.redoubt.server.admin;

import im.redoubt.protocol.address.Jid;
import java.time.Instant;

/**
 * A session in a list.
 *
 * @param address its full address
 * @param peer where it comes from: a literal address and a port
 * @param since when it was bound
 * @param available whether it sent presence
 */
public record SessionEntry(Jid address, String peer, Instant since, boolean available) {}
