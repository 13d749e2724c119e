package im.redoubt.server.store;

/**
 * What one account may hold.
 *
 * @param offlineMessages messages that wait for it
 * @param offlineBytes their size in bytes
 * @param archiveBytes the size of its archive in bytes, after which the oldest messages leave
 * @param rosterItems contacts in its roster
 * @param subscriptionRequests requests of others that wait for its answer
 * @param blockedAddresses addresses that it blocks (XEP-0191)
 * @param privateElements elements of private data (XEP-0049)
 * @param privateBytes their size in bytes
 * @param vCardBytes the size of its vCard in bytes
 * @param knownSources addresses remembered as those it signed in from
 * @param nodes what it publishes (XEP-0163)
 */
public record AccountQuotas(
        int offlineMessages,
        long offlineBytes,
        long archiveBytes,
        int rosterItems,
        int subscriptionRequests,
        int blockedAddresses,
        int privateElements,
        long privateBytes,
        int vCardBytes,
        int knownSources,
        Nodes nodes) {
    /**
     * What one account may publish.
     *
     * @param nodes how many nodes it has
     * @param itemsPerNode how many items are kept in each
     * @param itemBytes how large a payload may be
     * @param bytes how large all items are together, their names included
     * @param affiliationsPerNode how many others are named in each
     * @param subscriptionsPerNode how many subscribe to each
     * @param subscriptions to how many nodes it subscribes
     */
    public record Nodes(
            int nodes,
            int itemsPerNode,
            int itemBytes,
            long bytes,
            int affiliationsPerNode,
            int subscriptionsPerNode,
            int subscriptions) {
        /** What suits a small machine. */
        public static final Nodes DEFAULT = new Nodes(100, 1_000, 128 << 10, 4L << 20, 1_000, 1_000, 500);
    }

    /** What suits a small machine. */
    public static final AccountQuotas DEFAULT = new AccountQuotas(
            1_000, 8L << 20, 512L << 20, 2_000, 500, 1_000, 200, 1L << 20, 256 << 10, 32, Nodes.DEFAULT);
}
