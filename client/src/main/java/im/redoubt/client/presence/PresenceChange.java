package im.redoubt.client.presence;

import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.FullJid;

/** What became of a contact's presence. */
public sealed interface PresenceChange {
    /** Returns which client of his it is about. */
    FullJid address();

    /**
     * It is there, or more or less available than before.
     *
     * @param presence what it says
     */
    record Available(ContactPresence presence) implements PresenceChange {
        @Override
        public FullJid address() {
            return presence.address();
        }
    }

    /**
     * It is gone.
     *
     * @param address which one
     * @param status words for people, perhaps none
     */
    record Unavailable(FullJid address, Unverified status) implements PresenceChange {}
}
