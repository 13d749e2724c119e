package im.redoubt.client.presence;

import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;

/**
 * Somebody asks to see the account's presence (RFC 6121 section 3.1.3). It is for a person to say yes or no.
 *
 * @param from who asks
 * @param words what he says with it, perhaps nothing
 */
public record SubscriptionRequest(BareJid from, Unverified words) {}
