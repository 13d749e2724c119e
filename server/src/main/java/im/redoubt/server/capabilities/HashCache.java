package im.redoubt.server.capabilities;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What verified hashes stand for. Bounded in entries and in bytes: what was asked for longest ago goes first, and sessions that
 * know it already keep it. Not for several threads.
 */
final class HashCache {
    private static final int TYPICAL = 16;
    private static final float LOAD = 0.75f;

    private final Map<CapabilityHash, ClientFeatures> known = new LinkedHashMap<>(TYPICAL, LOAD, true);
    private final int maxEntries;
    private final long maxBytes;
    private long bytes;

    HashCache(int maxEntries, long maxBytes) {
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
    }

    Optional<ClientFeatures> find(CapabilityHash hash) {
        return Optional.ofNullable(known.get(hash));
    }

    /** Keeps what a hash that was verified stands for; the first that is kept stays. */
    void put(CapabilityHash hash, ClientFeatures features) {
        if (features.bytes() > maxBytes || known.putIfAbsent(hash, features) != null) {
            return;
        }
        bytes += features.bytes();
        Iterator<ClientFeatures> oldest = known.values().iterator();
        while (known.size() > maxEntries || bytes > maxBytes) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
    }

    int size() {
        return known.size();
    }

    long bytes() {
        return bytes;
    }
}
