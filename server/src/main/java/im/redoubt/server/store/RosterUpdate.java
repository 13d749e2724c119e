package im.redoubt.server.store;

/**
 * What an update did.
 *
 * @param before the contact before it
 * @param after the contact after it
 * @param version the roster's version after it, which is a new one exactly if the item changed
 */
public record RosterUpdate(RosterContact before, RosterContact after, long version) {
    /** Returns whether the item changed, so that it is to be pushed (RFC 6121 section 2.1.6). */
    public boolean itemChanged() {
        return !before.item().equals(after.item());
    }
}
