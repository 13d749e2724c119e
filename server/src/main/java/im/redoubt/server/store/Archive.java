package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What accounts keep of their conversations (XEP-0313): a view of the message log. Every call sees what was committed before
 * it.
 */
public interface Archive {
    /**
     * Reads a page.
     *
     * @param query which messages, and how many
     * @return the page, in the order of the log
     */
    CompletableFuture<ArchivePage> page(ArchiveQuery query);

    /**
     * Counts what a query asks for, whatever its limit. Takes as long as there are messages.
     *
     * @param query which messages
     * @return how many there are
     */
    CompletableFuture<Long> count(ArchiveQuery query);

    /**
     * Reads certain messages.
     *
     * @param owner whose archive
     * @param ids which messages
     * @return the messages in the order of the log, or nothing if one of them is not in this archive
     */
    CompletableFuture<Optional<List<StoredMessage>>> messages(BareJid owner, Collection<MessageId> ids);

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
     * Forgets the beginning of an archive.
     *
     * @param owner whose archive
     * @param before the first message that stays
     * @return completes when it is on disk
     */
    CompletableFuture<Void> forget(BareJid owner, MessageId before);

    /**
     * Returns what an account wants archived, as it said it; empty also if that is damaged, which is reported.
     *
     * @param owner the account
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
