package im.redoubt.server.store;

import java.util.List;

/**
 * Some items of a node.
 *
 * @param items in the order in which they were published
 * @param complete whether there are none beyond
 * @param count how many the node has in all
 */
public record ItemPage(List<NodeItem> items, boolean complete, int count) {
    /** Copies the items. */
    public ItemPage {
        items = List.copyOf(items);
    }
}
