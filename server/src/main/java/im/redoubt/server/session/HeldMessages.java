package im.redoubt.server.session;

import im.redoubt.protocol.stanza.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Messages for a session that is still being handed older ones, which they must not overtake. Guarantees: they leave in the
 * order in which they came and before anything that comes after {@link #release}; they are bounded: a session that lets more
 * wait than half of what its {@link Outbox} takes is ended, and its messages go where those of an ended session go. The other
 * half is for the older messages, behind which these enter the outbox all at once.
 */
final class HeldMessages {
    private static final int TYPICAL_BYTES = 512;

    private final Supplier<Outbox> outbox;
    private final List<Outgoing> messages = new ArrayList<>();
    private long bytes;
    private boolean released;

    HeldMessages(Supplier<Outbox> outbox) {
        this.outbox = outbox;
    }

    /** Holds a message. Returns whether it was held; if not, it is to be sent, behind all that were. */
    boolean add(Message message, Claim claim) {
        boolean overflows;
        synchronized (this) {
            if (released) {
                return false;
            }
            messages.add(new Outgoing(message, claim));
            long most = outbox.get().maxWaitingBytes() / 2;
            boolean fitted = bytes <= most;
            bytes += message.content().size() + TYPICAL_BYTES;
            overflows = fitted && bytes > most;
        }
        if (overflows) { // outside of the lock: what is sent elsewhere now may meet another session's
            outbox.get().slow();
        }
        return true;
    }

    /** Sends what was held; not on an event loop, where a connection that is over would send it elsewhere at once. */
    synchronized void release() {
        released = true;
        messages.forEach(one -> outbox.get().send(one.stanza(), one.claim()));
        messages.clear();
    }

    /** Returns what is held. */
    synchronized List<Outgoing> waiting() {
        return List.copyOf(messages);
    }

    /** Returns what was held, for a session that is over. */
    synchronized List<Outgoing> abandon() {
        released = true;
        List<Outgoing> left = List.copyOf(messages);
        messages.clear();
        return left;
    }
}
