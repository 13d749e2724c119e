package im.redoubt.client.marker;

import im.redoubt.protocol.address.BareJid;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was sent to whom, in order, and how far each has read. */
final class Progress {
    /** How many messages are remembered, and how many conversations. */
    static final int MOST = 2_000;

    private final Map<Sent, Long> sent = bounded();
    private final Map<BareJid, Long> read = bounded();
    private final Map<BareJid, String> marked = bounded();
    private long count;

    /** A message. */
    private record Sent(BareJid to, String id) {}

    /** The own account sent a message. */
    void sent(BareJid to, String id) {
        sent.putIfAbsent(new Sent(to, id), ++count);
    }

    /**
     * Somebody says how far he has read.
     *
     * @return whether that is a message to him, and further than before
     */
    boolean read(BareJid by, String id) {
        Long place = sent.get(new Sent(by, id));
        if (place == null || place <= read.getOrDefault(by, 0L)) {
            return false;
        }
        read.put(by, place);
        return true;
    }

    /** Returns whether another message of somebody is the last one that was marked as read. */
    boolean isNews(BareJid of, String id) {
        return !id.equals(marked.put(of, id));
    }

    private static <K, V> Map<K, V> bounded() {
        return new LinkedHashMap<K, V>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > MOST;
            }
        };
    }
}
