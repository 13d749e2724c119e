package im.redoubt.server.command;

import im.redoubt.protocol.address.FullJid;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Commands that were begun and wait for their form. The oldest goes when there are too many. Thread-safe. */
final class Begun {
    private static final int MOST = 1_000;
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();

    private record Waiting(FullJid owner, String node) {}

    synchronized void begin(String id, FullJid owner, String node) {
        waiting.put(id, new Waiting(owner, node));
        if (waiting.size() > MOST) {
            Iterator<String> oldest = waiting.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** Ends a command. Returns whether it was begun by this session, for this node. */
    synchronized boolean end(String id, FullJid owner, String node) {
        @Nullable Waiting known = waiting.get(id);
        return new Waiting(owner, node).equals(known) && waiting.remove(id) != null;
    }
}
