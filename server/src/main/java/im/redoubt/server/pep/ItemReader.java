package im.redoubt.server.pep;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.payload.ResultSet;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.store.ItemPage;
import im.redoubt.server.store.ItemQuery;
import im.redoubt.server.store.NodeItem;
import im.redoubt.server.store.PersonalNodes;
import im.redoubt.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Answers who asks for items of a node that he may read (XEP-0060 section 6.5): certain ones, the newest, or a page (XEP-0059).
 * Items stand in the order in which they were published. What does not fit into one answer is left out from the old end, and
 * the answer says so.
 */
final class ItemReader {
    private final PersonalNodes nodes;
    private final int mostItems;
    private final int mostBytes;

    /**
     * Answers from a store.
     *
     * @param nodes the store
     * @param mostItems how many items an answer holds
     * @param mostBytes how many bytes of payloads an answer holds, beside the first item
     */
    ItemReader(PersonalNodes nodes, int mostItems, int mostBytes) {
        this.nodes = nodes;
        this.mostItems = mostItems;
        this.mostBytes = mostBytes;
    }

    /**
     * Reads.
     *
     * @param owner whose node it is
     * @param node its name
     * @param request an element {@code pubsub} with an element {@code items}
     */
    CompletionStage<IqAnswer> read(BareJid owner, String node, Element request) {
        Element items = request.first(PubSub.NAMESPACE, "items").orElseThrow();
        List<Element> named = items.children(PubSub.NAMESPACE, "item");
        if (!named.isEmpty()) {
            return certain(owner, node, named);
        }
        Optional<ResultSet.Request> page = request.first(ResultSet.NAMESPACE, "set")
                .map(ResultSet.Request::read)
                .orElseGet(() -> Optional.of(ResultSet.Request.FIRST));
        Optional<Integer> newest = items.attribute("max_items").flatMap(Numbers::read);
        if (page.isEmpty()
                || (items.attribute("max_items").isPresent()
                        && newest.filter(count -> count > 0).isEmpty())) {
            return IqAnswer.refuse(StanzaCondition.BAD_REQUEST).now();
        }
        if (request.first(ResultSet.NAMESPACE, "set").isEmpty()) {
            return page(owner, node, query(0, Long.MAX_VALUE, true, newest))
                    .thenApply(found -> answer(node, found, !found.complete() && newest.isEmpty()));
        }
        return paged(owner, node, page.get());
    }

    private CompletionStage<IqAnswer> certain(BareJid owner, String node, List<Element> named) {
        List<String> ids = new ArrayList<>();
        for (Element item : named) {
            Optional<String> id = item.attribute("id");
            if (id.isEmpty()) {
                return PubSubError.NO_ITEM_NAMED.now();
            }
            ids.add(id.get());
        }
        return ids.size() > mostItems
                ? IqAnswer.refuse(StanzaCondition.RESOURCE_CONSTRAINT).now()
                : nodes.items(owner, node, ids)
                        .thenApply(found -> fitting(found)
                                .map(fits -> answer(node, new ItemPage(fits, true, fits.size()), false))
                                .orElseGet(() -> IqAnswer.refuse(StanzaCondition.RESOURCE_CONSTRAINT)));
    }

    /** Who names what he wants gets all of it, or is told to name less. */
    private Optional<List<NodeItem>> fitting(List<NodeItem> found) {
        long bytes = 0;
        for (NodeItem item : found) {
            bytes += item.payload().size();
        }
        return found.size() > 1 && bytes > mostBytes ? Optional.empty() : Optional.of(found);
    }

    /** An item that a page begins behind must be there, or the page would be another one (XEP-0059 section 2.2). */
    private CompletionStage<IqAnswer> paged(BareJid owner, String node, ResultSet.Request page) {
        Optional<String> mark = page.after().or(page::before);
        CompletableFuture<List<NodeItem>> marked = mark.isPresent()
                ? nodes.items(owner, node, List.of(mark.get()))
                : CompletableFuture.completedFuture(List.of());
        return marked.thenCompose(found -> {
            if (mark.isPresent() && found.isEmpty()) {
                return IqAnswer.refuse(StanzaCondition.ITEM_NOT_FOUND).now();
            }
            long version = found.isEmpty() ? 0 : found.get(0).version();
            ItemQuery query = query(
                    page.after().isPresent() ? version : 0,
                    page.before().isPresent() ? version : Long.MAX_VALUE,
                    page.backwards(),
                    page.max());
            return page(owner, node, query).thenApply(items -> answer(node, items, true));
        });
    }

    private ItemQuery query(long after, long before, boolean newestFirst, Optional<Integer> limit) {
        return new ItemQuery(after, before, newestFirst, Math.min(limit.orElse(mostItems), mostItems), mostBytes);
    }

    private CompletableFuture<ItemPage> page(BareJid owner, String node, ItemQuery query) {
        return nodes.items(owner, node, query);
    }

    private static IqAnswer answer(String node, ItemPage page, boolean paged) {
        Element.Builder items = Element.named(PubSub.NAMESPACE, "items").attribute("node", node);
        for (NodeItem item : page.items()) {
            items.child(PubSub.item(PubSub.NAMESPACE, item));
        }
        Element.Builder answer = Element.named(PubSub.NAMESPACE, "pubsub").child(items.build());
        if (paged) {
            Optional<ResultSet.Ends> ends = page.items().isEmpty()
                    ? Optional.empty()
                    : Optional.of(new ResultSet.Ends(
                            page.items().getFirst().id(), page.items().getLast().id()));
            answer.child(ResultSet.sent(ends, Optional.of((long) page.count())));
        }
        return IqAnswer.of(answer.build());
    }
}
