package im.redoubt.server.store;

import java.time.Instant;

/**
 * An item of a node.
 *
 * @param id its name within the node
 * @param version milliseconds since 1970 when it was published, or later by as little as makes it newer than those before
 * @param payload the element that was published, as canonical bytes in no namespace
 */
public record NodeItem(String id, long version, Blob payload) {
    /** Returns when it was published. */
    public Instant publishedAt() {
        return Instant.ofEpochMilli(version);
    }
}
