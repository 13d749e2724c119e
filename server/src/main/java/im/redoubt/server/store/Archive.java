package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * What accounts keep of their conversations (XEP-0313): a view of the message log. Every call sees what was committed before
 * it.
 */
public interface Archive {
    /**
     * Reads a page. It does so much work and no more: where few messages have the full address that is asked for, a page may hold less
     * than there is room for, or nothing, and not be complete.
     *
     * @param query which messages, and how many
     * @return the page, in the order of the log; nothing if one of {@link ArchiveQuery#only} is not in the archive
     */
    CompletableFuture<Optional<ArchivePage>> page(ArchiveQuery query);

    /**
     * Counts what a query asks for, whatever its page.
     *
     * @param query which messages
     * @return how many there are; as many as were looked at, if there are more than are worth it (XEP-0059 section 2.7 lets it be
     *     approximate). Nothing if one of {@link ArchiveQuery#only} is not in the archive
     */
    CompletableFuture<Optional<Long>> count(ArchiveQuery query);

    /**
     * Returns whether a message is in an account's archive.
     *
     * @param owner whose archive
     * @param id the message
     */
    CompletableFuture<Boolean> contains(BareJid owner, MessageId id);

    /**
     * Returns the ids of the first and the last message of an archive, or nothing if it is empty.
     *
     * @param owner whose archive
     */
    CompletableFuture<Optional<Ends>> ends(BareJid owner);

    /**
     * Looks after a slice of an archive: its oldest messages leave as long as they are too old, or the archive is larger than its quota.
     * What is done in one transaction is little, so that nobody else waits for it.
     *
     * @param owner whose archive
     * @param before what is in front of this one is too old
     * @return whether there is more to do, once it is on disk
     */
    CompletableFuture<Boolean> shorten(BareJid owner, MessageId before);

    /** Returns whose archives grew by much since this was asked before; a few of them may be missing. */
    Set<BareJid> grown();

    /**
     * Returns what an account wants archived, as it said it.
     *
     * @param owner the account
     * @return what it said, or nothing if it never did; fails with {@link StoreProblem#DAMAGED} if that is damaged
     */
    CompletableFuture<Optional<Blob>> preferences(BareJid owner);

    /**
     * Sets what an account wants archived.
     *
     * @param owner the account
     * @param preferences the bytes to keep
     * @return completes when it is on disk; fails with {@link StoreProblem#NO_ACCOUNT}
     */
    CompletableFuture<Void> prefer(BareJid owner, Blob preferences);

    /**
     * The ends of an archive.
     *
     * @param first its first message
     * @param last its last message
     */
    record Ends(MessageId first, MessageId last) {}
}
