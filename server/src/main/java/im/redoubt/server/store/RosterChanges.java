package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.util.List;
import java.util.Optional;

/** The answer to a client that has a version of the roster (RFC 6121 section 2.6). */
public sealed interface RosterChanges {
    /**
     * The changes since that version, oldest first; none if it is the newest.
     *
     * @param changes the changes
     */
    record Since(List<Change> changes) implements RosterChanges {}

    /**
     * The whole roster, since the version is unknown or too long ago.
     *
     * @param roster the roster
     */
    record Whole(Roster roster) implements RosterChanges {}

    /**
     * The last change of one contact.
     *
     * @param contact the contact
     * @param item its item, or empty if it was removed
     * @param version the roster's version of that change
     */
    record Change(BareJid contact, Optional<RosterItem> item, long version) {}
}
