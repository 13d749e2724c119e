package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import java.util.Optional;

/**
 * What is asked of an archive.
 *
 * @param owner whose archive
 * @param with only messages exchanged with this address, with whatever resource if it has none (XEP-0313 section 4.1.1)
 * @param after only messages behind this one
 * @param before only messages in front of this one
 * @param backwards whether the page is the end of what is asked for, not its beginning (XEP-0059 section 2.5)
 * @param limit how many messages at most, at least 1
 */
public record ArchiveQuery(
        BareJid owner, Optional<Jid> with, MessageId after, MessageId before, boolean backwards, int limit) {
    /** Refuses a page without room. */
    public ArchiveQuery {
        if (limit < 1) {
            throw new IllegalArgumentException("a page has room for a message");
        }
    }

    /** Returns what asks for the first page of all. */
    public static ArchiveQuery of(BareJid owner, int limit) {
        return new ArchiveQuery(owner, Optional.empty(), MessageId.START, MessageId.END, false, limit);
    }
}
