package im.redoubt.server.pep;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.store.NodeItem;
import im.redoubt.server.store.PersonalNode;

/** Is told what accounts publish. */
@FunctionalInterface
public interface NodeWatcher {
    /**
     * An item was published; it is on disk, and others have been told. Runs on the owner's queue, where it may block.
     *
     * @param owner whose node it is
     * @param node the node as it is now
     * @param item the item
     */
    void published(BareJid owner, PersonalNode node, NodeItem item);
}
