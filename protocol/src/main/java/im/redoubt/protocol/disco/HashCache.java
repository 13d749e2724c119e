package im.redoubt.protocol.disco;

import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * What hashes stand for, or who said what. Bounded in entries and in bytes: what was asked for longest ago goes first, and whoever
 * knows it already keeps it. Not for several threads.
 *
 * @param <K> what stands for it
 * @param <T> what it stands for
 */
public final class HashCache<K, T> {
    private static final int TYPICAL = 16;
    private static final float LOAD = 0.75f;

    private final Map<K, T> known = new LinkedHashMap<>(TYPICAL, LOAD, true);
    private final int maxEntries;
    private final long maxBytes;
    private final ToLongFunction<T> size;
    private long bytes;

    /**
     * Begins empty.
     *
     * @param maxEntries how many are kept
     * @param maxBytes how many bytes of all
     * @param size about how many bytes one takes
     */
    public HashCache(int maxEntries, long maxBytes, ToLongFunction<T> size) {
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
        this.size = size;
    }

    /** Returns what a hash stands for, if that is known. */
    public Optional<T> find(K hash) {
        return Optional.ofNullable(known.get(hash));
    }

    /** Keeps what a hash that was verified stands for; the first that is kept stays. */
    public void put(K hash, T meaning) {
        if (size.applyAsLong(meaning) > maxBytes || known.putIfAbsent(hash, meaning) != null) {
            return;
        }
        bytes += size.applyAsLong(meaning);
        Iterator<T> oldest = known.values().iterator();
        while (known.size() > maxEntries || bytes > maxBytes) {
            bytes -= size.applyAsLong(oldest.next());
            oldest.remove();
        }
    }

    /** Returns all that is kept, what was asked for longest ago first. */
    public Map<K, T> all() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(known));
    }

    /** Forgets one. */
    public void remove(K hash) {
        T gone = known.remove(hash);
        bytes -= gone == null ? 0 : size.applyAsLong(gone);
    }

    /** Returns how many are kept. */
    public int size() {
        return known.size();
    }

    /** Returns about how many bytes they take. */
    public long bytes() {
        return bytes;
    }
}
