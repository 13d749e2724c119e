package im.redoubt.server.pep;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.server.store.PersonalNode;
import java.util.List;

/**
 * A node, and who has subscribed to it.
 *
 * @param owner whose it is
 * @param node the node
 * @param subscribers who asked for its events (XEP-0060 section 6.1)
 */
record FollowedNode(BareJid owner, PersonalNode node, List<Jid> subscribers) {
    /** Copies the subscribers. */
    FollowedNode {
        subscribers = List.copyOf(subscribers);
    }
}
