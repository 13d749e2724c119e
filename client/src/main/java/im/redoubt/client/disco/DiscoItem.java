package im.redoubt.client.disco;

import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.Jid;

/**
 * Something that somebody has (XEP-0030 section 4).
 *
 * @param address where it is
 * @param node which of what is there, empty for the address itself
 * @param name words for people, perhaps none
 */
public record DiscoItem(Jid address, Unverified node, Unverified name) {}
