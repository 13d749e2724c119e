package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.util.Map;

/**
 * The items of a roster.
 *
 * @param version its version
 * @param items the items by contact, in the order of the contacts' addresses
 */
public record Roster(long version, Map<BareJid, RosterItem> items) {}
