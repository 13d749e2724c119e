package im.redoubt.server.session;

import im.redoubt.server.store.MessageId;
import im.redoubt.server.store.MessageLog;
import java.util.concurrent.atomic.AtomicBoolean;

/** A message that the store keeps until one of the sessions that it is sent to has it. Any thread may call. */
public final class Debt {
    private final MessageLog log;
    private final MessageId id;
    private final AtomicBoolean paid = new AtomicBoolean();

    /** Of the message of this id in {@code log}. */
    public Debt(MessageLog log, MessageId id) {
        this.log = log;
        this.id = id;
    }

    /** Returns under which id it is kept. */
    public MessageId id() {
        return id;
    }

    /** Returns whether a session has it. */
    public boolean isPaid() {
        return paid.get();
    }

    /** A session has it, or nobody is to get it any more: the store forgets it. */
    public void pay() {
        if (paid.compareAndSet(false, true)) {
            log.arrived(id);
        }
    }
}
