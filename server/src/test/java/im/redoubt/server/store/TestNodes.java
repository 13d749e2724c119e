package im.redoubt.server.store;

import java.util.List;

/** What tests publish. */
final class TestNodes {
    /** Any number of items, for contacts. */
    static final NodeConfiguration MANY = new NodeConfiguration(
            AccessModel.PRESENCE,
            true,
            NodeConfiguration.AS_MANY_AS_FIT,
            LastItem.ON_SUBSCRIPTION_AND_PRESENCE,
            true,
            true,
            true,
            List.of());

    private TestNodes() {}

    /** An item for a node like {@link #MANY}, whatever the node that is there is like. */
    static Publication publication(String node, String id, String payload) {
        return new Publication(node, id, Blob.of(payload), MANY, there -> true);
    }
}
