package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * The nodes of accounts and what was published there (XEP-0163). Who may see what is not asked here. Every change fails with
 * {@link StoreProblem#NO_ACCOUNT} where there is no such account, unless it is refused before.
 */
public interface PersonalNodes {
    /** Returns the nodes of an account in the order of their names; none if there is no such account. */
    CompletableFuture<List<PersonalNode>> all(BareJid owner);

    /** Returns a node. */
    CompletableFuture<Optional<PersonalNode>> find(BareJid owner, String node);

    /**
     * Makes an empty node.
     *
     * @return the node, {@link Refusal#NODE_EXISTS} or {@link Refusal#NODES_FULL}
     */
    CompletableFuture<Outcome<PersonalNode>> create(BareJid owner, String node, NodeConfiguration configuration);

    /**
     * Changes how a node behaves; the oldest items go where fewer are kept.
     *
     * @return the node as it is now, or {@link Refusal#NO_NODE}
     */
    CompletableFuture<Outcome<PersonalNode>> configure(
            BareJid owner, String node, UnaryOperator<NodeConfiguration> change);

    /**
     * Says what others are to a node.
     *
     * @param changes what each is from now on, nothing for who is treated as the access model says
     * @return the node as it is now, {@link Refusal#NO_NODE} or {@link Refusal#AFFILIATIONS_FULL}
     */
    CompletableFuture<Outcome<PersonalNode>> affiliate(
            BareJid owner, String node, Map<BareJid, Optional<Affiliation>> changes);

    /**
     * Publishes an item; makes the node if there is none. Where the node has as many items as it keeps, the oldest goes
     * (XEP-0060 section 7.1.2.7).
     *
     * @return the node as it is now, {@link Refusal#NODE_DIFFERS}, {@link Refusal#NODES_FULL} or {@link Refusal#TOO_LARGE}
     */
    CompletableFuture<Outcome<PersonalNode>> publish(BareJid owner, Publication publication);

    /**
     * Takes an item back.
     *
     * @return the node as it is now, {@link Refusal#NO_NODE} or {@link Refusal#NO_ITEM}
     */
    CompletableFuture<Outcome<PersonalNode>> retract(BareJid owner, String node, String item);

    /**
     * Takes all items of a node back.
     *
     * @return the node as it is now, or {@link Refusal#NO_NODE}
     */
    CompletableFuture<Outcome<PersonalNode>> purge(BareJid owner, String node);

    /**
     * Deletes a node and its items.
     *
     * @return the node as it was, or {@link Refusal#NO_NODE}
     */
    CompletableFuture<Outcome<PersonalNode>> delete(BareJid owner, String node);

    /**
     * Returns the nodes of a name that contacts show an account when it comes on line: of those who let it see their presence,
     * by both rosters, that are for such, and that have something new.
     *
     * @param account who comes on line
     * @param node the nodes' name
     * @param after only those with an item newer than this version
     * @param limit how many at most, in the order of their owners
     */
    CompletableFuture<List<OwnedNode>> shownTo(BareJid account, String node, long after, int limit);

    /** Returns a page of a node's items; an empty one if there is no such node. */
    CompletableFuture<ItemPage> items(BareJid owner, String node, ItemQuery query);

    /**
     * Returns certain items, in the order in which they were published; those that are not there are passed over.
     *
     * @param ids a few names
     */
    CompletableFuture<List<NodeItem>> items(BareJid owner, String node, Collection<String> ids);
}
