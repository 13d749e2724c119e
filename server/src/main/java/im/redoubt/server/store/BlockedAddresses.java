package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The addresses that accounts block (XEP-0191): each once, of accounts, sessions and domains alike. */
public interface BlockedAddresses {
    /** Returns what an account blocks, in the order of the text; nothing if there is no such account. */
    CompletableFuture<List<Jid>> load(BareJid account);

    /**
     * Adds addresses, all or none.
     *
     * @param account the account
     * @param addresses what it blocks from now on
     * @return all that it blocks, or {@link Refusal#BLOCKLIST_FULL}; fails with {@link StoreProblem#NO_ACCOUNT}
     */
    CompletableFuture<Outcome<List<Jid>>> add(BareJid account, Collection<Jid> addresses);

    /**
     * Removes addresses; those that are not there are passed over.
     *
     * @param account the account
     * @param addresses what it blocks no more
     * @return all that it still blocks
     */
    CompletableFuture<List<Jid>> remove(BareJid account, Collection<Jid> addresses);

    /** Removes all addresses of an account. */
    CompletableFuture<Void> clear(BareJid account);
}
