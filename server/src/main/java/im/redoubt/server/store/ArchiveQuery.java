package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import java.util.List;
import java.util.Optional;

/**
 * What is asked of an archive.
 *
 * @param owner whose archive
 * @param with only messages exchanged with this address, with whatever resource if it has none (XEP-0313 section 4.1.1)
 * @param only only these messages, if given (section 4.1.3)
 * @param after only messages behind this one
 * @param before only messages in front of this one
 * @param page how much of it
 */
public record ArchiveQuery(
        BareJid owner,
        Optional<Jid> with,
        Optional<List<MessageId>> only,
        MessageId after,
        MessageId before,
        Page page) {
    /** Copies what it was given. */
    public ArchiveQuery {
        only = only.map(List::copyOf);
    }

    /**
     * How much is asked for at once.
     *
     * @param backwards whether it is the end of what is asked for, not its beginning (XEP-0059 section 2.5)
     * @param messages how many messages at most, at least 1
     * @param bytes how many bytes of content at most, beside its first message
     */
    public record Page(boolean backwards, int messages, int bytes) {
        /** Refuses a page without room. */
        public Page {
            if (messages < 1) {
                throw new IllegalArgumentException("a page has room for a message");
            }
        }
    }

    /** Returns what asks for a part of all. */
    public static ArchiveQuery of(BareJid owner, Page page) {
        return new ArchiveQuery(owner, Optional.empty(), Optional.empty(), MessageId.START, MessageId.END, page);
    }

    /** Returns whether an id lies within the bounds. */
    boolean includes(MessageId id) {
        return id.compareTo(after) > 0 && id.compareTo(before) < 0;
    }
}
