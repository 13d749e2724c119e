package im.redoubt.server.store;

/**
 * Which items of a node are asked for, in the order in which they were published.
 *
 * @param after only those newer than this version
 * @param before only those older than this version
 * @param newestFirst whether to begin with the newest of these when there are more than asked for
 * @param limit how many at most
 * @param bytes how large their payloads may be in all, beside the first
 */
public record ItemQuery(long after, long before, boolean newestFirst, int limit, long bytes) {}
