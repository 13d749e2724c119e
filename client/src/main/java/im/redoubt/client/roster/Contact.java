package im.redoubt.client.roster;

import im.redoubt.protocol.address.BareJid;

/**
 * A contact, as the server has him.
 *
 * @param entry what the account's owner says of him
 * @param subscription who sees whom
 * @param asked whether the account asked to see him and he has not answered yet
 * @param approved whether the account allowed him to see it before he asked (RFC 6121 section 3.4)
 */
public record Contact(RosterEntry entry, Subscription subscription, boolean asked, boolean approved) {
    /** Returns the contact's address. */
    public BareJid address() {
        return entry.address();
    }
}
