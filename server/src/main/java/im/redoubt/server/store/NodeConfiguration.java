package im.redoubt.server.store;

import java.util.List;

/**
 * How a node of an account behaves (XEP-0060 section 16.4.4).
 *
 * @param access who may read it
 * @param persistent whether its items are kept
 * @param maxItems how many items are kept, or {@link #AS_MANY_AS_FIT}
 * @param lastItem when its newest item is sent unasked
 * @param payloads whether events carry what was published
 * @param tellsRetraction whether those who follow it are told when an item is taken back
 * @param tellsDeletion whether those who follow it are told when it is deleted
 * @param groups the groups of the owner's roster that may read it, where that is for groups
 */
public record NodeConfiguration(
        AccessModel access,
        boolean persistent,
        int maxItems,
        LastItem lastItem,
        boolean payloads,
        boolean tellsRetraction,
        boolean tellsDeletion,
        List<String> groups) {
    /** The number of items that stands for as many as the server keeps, {@code max} on the wire. */
    public static final int AS_MANY_AS_FIT = 0;

    /** Copies the groups. */
    public NodeConfiguration {
        groups = List.copyOf(groups);
    }

    /** Personal events: contacts see the newest (XEP-0163 section 5). */
    public static final NodeConfiguration DEFAULT = new NodeConfiguration(
            AccessModel.PRESENCE, true, 1, LastItem.ON_SUBSCRIPTION_AND_PRESENCE, true, true, true, List.of());

    /** Data of its owner's own clients (XEP-0223 section 4). */
    public static final NodeConfiguration PRIVATE = new NodeConfiguration(
            AccessModel.WHITELIST, true, AS_MANY_AS_FIT, LastItem.NEVER, true, true, true, List.of());

    /** Returns this with another access model. */
    public NodeConfiguration withAccess(AccessModel now) {
        return new NodeConfiguration(
                now, persistent, maxItems, lastItem, payloads, tellsRetraction, tellsDeletion, groups);
    }

    /** Returns this with another number of items. */
    public NodeConfiguration withMaxItems(int now) {
        return new NodeConfiguration(
                access, persistent, now, lastItem, payloads, tellsRetraction, tellsDeletion, groups);
    }

    /** Returns this sending its newest item at other moments. */
    public NodeConfiguration withLastItem(LastItem now) {
        return new NodeConfiguration(
                access, persistent, maxItems, now, payloads, tellsRetraction, tellsDeletion, groups);
    }

    /** Returns this keeping its items, or not. */
    public NodeConfiguration withPersistence(boolean now) {
        return new NodeConfiguration(access, now, maxItems, lastItem, payloads, tellsRetraction, tellsDeletion, groups);
    }

    /** Returns this with payloads in its events, or without. */
    public NodeConfiguration withPayloads(boolean now) {
        return new NodeConfiguration(
                access, persistent, maxItems, lastItem, now, tellsRetraction, tellsDeletion, groups);
    }

    /** Returns this telling when items are taken back, or not. */
    public NodeConfiguration withRetractionTold(boolean now) {
        return new NodeConfiguration(access, persistent, maxItems, lastItem, payloads, now, tellsDeletion, groups);
    }

    /** Returns this telling when it is deleted, or not. */
    public NodeConfiguration withDeletionTold(boolean now) {
        return new NodeConfiguration(access, persistent, maxItems, lastItem, payloads, tellsRetraction, now, groups);
    }

    /** Returns this for other groups of the roster. */
    public NodeConfiguration withGroups(List<String> now) {
        return new NodeConfiguration(
                access, persistent, maxItems, lastItem, payloads, tellsRetraction, tellsDeletion, now);
    }

    /** Returns how many items are kept where an account may have {@code most} in one node. */
    int keeps(int most) {
        return !persistent ? 0 : maxItems == AS_MANY_AS_FIT ? most : Math.min(maxItems, most);
    }
}
