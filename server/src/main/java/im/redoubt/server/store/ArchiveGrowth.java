package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Whose archives grow so fast that they are to be looked after soon. A hint: it counts again from nothing after a start, or when
 * more accounts write at once than it remembers, and then the quota waits for the next look at all archives.
 */
final class ArchiveGrowth {
    private static final int MOST_ACCOUNTS = 10_000;
    private static final int PARTS = 16;

    private final Map<BareJid, Long> bytes = new HashMap<>();
    private final Set<BareJid> grown = new HashSet<>();
    private final long much;

    /** An archive that grew by a part of {@code quota} bytes has grown by much. */
    ArchiveGrowth(long quota) {
        this.much = quota / PARTS;
    }

    /** An archive has become larger. */
    synchronized void add(BareJid owner, long more) {
        long now = bytes.merge(owner, more, Long::sum);
        if (now >= much) {
            bytes.remove(owner);
            grown.add(owner);
        } else if (bytes.size() > MOST_ACCOUNTS) {
            bytes.clear();
        }
    }

    /** Returns who has grown, and begins anew. */
    synchronized Set<BareJid> take() {
        Set<BareJid> now = Set.copyOf(grown);
        grown.clear();
        return now;
    }
}
