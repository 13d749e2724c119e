package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.util.Optional;

/**
 * All that an account knows of one contact: the two parts of the subscription state of RFC 6121 appendix A.
 *
 * @param address the contact
 * @param item its item in the roster, if it is there
 * @param request its request for presence, if one waits
 */
public record RosterContact(BareJid address, Optional<RosterItem> item, Optional<SubscriptionRequest> request) {
    /** Returns a contact of which nothing is known. */
    public static RosterContact unknown(BareJid address) {
        return new RosterContact(address, Optional.empty(), Optional.empty());
    }

    /** Returns this contact with another item. */
    public RosterContact withItem(Optional<RosterItem> changed) {
        return new RosterContact(address, changed, request);
    }

    /** Returns this contact with another request. */
    public RosterContact withRequest(Optional<SubscriptionRequest> changed) {
        return new RosterContact(address, item, changed);
    }
}
