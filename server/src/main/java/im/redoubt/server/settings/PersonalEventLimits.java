package im.redoubt.server.settings;

import static im.redoubt.server.settings.LimitKeys.number;

import java.util.List;

/**
 * What one account may publish (XEP-0163), and how many are told of it.
 *
 * @param nodes how many nodes it has
 * @param itemsPerNode how many items are kept in each
 * @param itemBytes bytes of what one item carries
 * @param bytes bytes of all items
 * @param affiliationsPerNode how many others are members or outcasts of each node
 * @param subscriptionsPerNode how many subscribe to each node
 * @param subscriptions to how many nodes it subscribes
 * @param notificationsPerSecond events that its publications may send to sessions for each second
 * @param burstNotifications events that they may send at once after a pause
 * @param lastItems events of before that one session is sent when it comes on line
 */
public record PersonalEventLimits(
        int nodes,
        int itemsPerNode,
        int itemBytes,
        int bytes,
        int affiliationsPerNode,
        int subscriptionsPerNode,
        int subscriptions,
        int notificationsPerSecond,
        int burstNotifications,
        int lastItems) {

    static final Key<Integer> NODES =
            number("pep_nodes", 1, 100, "Nodes of personal events (XEP-0163) of one account.");

    static final Key<Integer> ITEMS_PER_NODE =
            number("pep_items_per_node", 1, 1_000, "Items that one of these nodes keeps, bookmarks for instance.");

    static final Key<Integer> ITEM_BYTES =
            number("pep_item_bytes", 1_000, 131_072, "Bytes of one of these items, an avatar for instance.");

    static final Key<Integer> BYTES = number("pep_bytes", 10_000, 4 << 20, "Bytes of all these items of one account.");

    static final Key<Integer> AFFILIATIONS_PER_NODE = number(
            "pep_affiliations_per_node", 1, 1_000, "Members and outcasts that the owner of one of these nodes names.");

    static final Key<Integer> SUBSCRIPTIONS_PER_NODE = number(
            "pep_subscriptions_per_node",
            1,
            1_000,
            "Subscriptions to one of these nodes, beside those that go with presence.");

    static final Key<Integer> SUBSCRIPTIONS = number(
            "pep_subscriptions_per_account", 1, 500, "Subscriptions of one account to nodes of personal events.");

    static final Key<Integer> NOTIFICATIONS_PER_SECOND = number(
            "pep_notifications_per_second",
            1,
            200,
            "Events that the publications of one account send to its contacts for each second. Who is over it, publishes"
                    + " nothing until it is over.");

    static final Key<Integer> BURST_NOTIFICATIONS =
            number("pep_burst_notifications", 1, 5_000, "Events that they may send at once after a pause.");

    static final Key<Integer> LAST_ITEMS = number(
            "pep_last_items_per_session",
            0,
            500,
            "Events of before that a session is sent when it comes on line. What is beyond, its client asks for.");

    static final List<Key<?>> KEYS = List.of(
            NODES,
            ITEMS_PER_NODE,
            ITEM_BYTES,
            BYTES,
            AFFILIATIONS_PER_NODE,
            SUBSCRIPTIONS_PER_NODE,
            SUBSCRIPTIONS,
            NOTIFICATIONS_PER_SECOND,
            BURST_NOTIFICATIONS,
            LAST_ITEMS);

    static PersonalEventLimits from(SettingValues values) {
        return new PersonalEventLimits(
                values.get(NODES),
                values.get(ITEMS_PER_NODE),
                values.get(ITEM_BYTES),
                values.get(BYTES),
                values.get(AFFILIATIONS_PER_NODE),
                values.get(SUBSCRIPTIONS_PER_NODE),
                values.get(SUBSCRIPTIONS),
                values.get(NOTIFICATIONS_PER_SECOND),
                values.get(BURST_NOTIFICATIONS),
                values.get(LAST_ITEMS));
    }
}
