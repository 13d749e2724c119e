package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * The rosters (RFC 6121 section 2). A version is a 64-bit number that only grows, also over the deletion of an account and
 * the creation of another of the same address, as long as the clock does not go back over it.
 */
public interface Rosters {
    /** Returns the roster of an account; empty, with version 0, if there is no such account. */
    CompletableFuture<Roster> load(BareJid account);

    /**
     * Returns what changed since a version.
     *
     * @param account the account
     * @param version the version that the client has
     * @return the changes, or the whole roster
     */
    CompletableFuture<RosterChanges> changesSince(BareJid account, long version);

    /** Returns what an account knows of a contact. */
    CompletableFuture<RosterContact> contact(BareJid account, BareJid contact);

    /**
     * Reads, changes and writes what an account knows of one contact, as one step that no other write comes between.
     *
     * @param account the account
     * @param contact the contact
     * @param change from what is there to what shall be there; it may run twice and on the writer's thread, so it has no
     *     effects, does not wait, and keeps the address
     * @return what it did, or {@link Refusal#ROSTER_FULL}, {@link Refusal#REQUESTS_FULL} or {@link Refusal#NO_ACCOUNT}
     */
    CompletableFuture<Outcome<RosterUpdate>> update(
            BareJid account, BareJid contact, UnaryOperator<RosterContact> change);

    /**
     * Writes the item of one contact, whatever was there.
     *
     * @param account the account
     * @param contact the contact
     * @param item the item, or empty to remove it
     * @return as {@link #update}
     */
    default CompletableFuture<Outcome<RosterUpdate>> put(BareJid account, BareJid contact, Optional<RosterItem> item) {
        return update(account, contact, known -> known.withItem(item));
    }

    /** Returns the contacts whose requests wait for the account's answer, in the order in which they came. */
    CompletableFuture<List<RosterContact>> requests(BareJid account);
}
