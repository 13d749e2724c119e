package im.redoubt.server.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The messages that sessions have, on their way out of the store. One operation takes along what came until it ran, so that many cost
 * one place in the queue of the writer. Each of them was on its way, so that there are never more than those.
 */
final class Arrivals {
    private final Access access;
    private final Queue<MessageId> arrived = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean handedIn = new AtomicBoolean();

    Arrivals(Access access) {
        this.access = access;
    }

    /** Any thread may call. What fails goes along with the next. */
    void add(MessageId id) {
        arrived.add(id);
        if (handedIn.compareAndSet(false, true)) {
            List<MessageId> taken = new ArrayList<>();
            var _ = access.write(Access.SMALL, db -> {
                        take(taken);
                        for (MessageId one : taken) {
                            UnderwayRows.arrive(db, one);
                        }
                        return true;
                    })
                    .exceptionally(failure -> {
                        arrived.addAll(taken);
                        handedIn.set(false);
                        return false;
                    });
        }
    }

    /** An operation that is run once more does the same. */
    private void take(List<MessageId> taken) {
        if (taken.isEmpty()) {
            handedIn.set(false);
            for (MessageId one = arrived.poll(); one != null; one = arrived.poll()) {
                taken.add(one);
            }
        }
    }
}
