package im.redoubt.server.session;

import im.redoubt.server.store.MessageId;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A page of messages that waited, handed to a session that may come to its end in the middle of it: which of them its client has
 * acknowledged, and must not get once more. Any thread may call.
 */
public final class HandedPage {
    private final Queue<MessageId> got = new ConcurrentLinkedQueue<>();

    /** The client has this one. */
    void got(MessageId id) {
        got.add(id);
    }

    /** Returns what the client has, so far. */
    public List<MessageId> got() {
        return List.copyOf(got);
    }
}
