package im.redoubt.server.net;

import im.redoubt.server.clientstate.Attention;
import im.redoubt.server.clientstate.Subject;
import im.redoubt.server.session.Parcel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What waits while nobody looks at the client (XEP-0352). Belongs to the event loop. Guarantees: what is released comes in the
 * order in which it was sent, without what something newer about the same has replaced; and it is bounded, since what is full is
 * released. Nothing here was written or counted yet (XEP-0198).
 */
final class Deferred {
    private final Map<Subject, Parcel> held = new LinkedHashMap<>(0);
    private final int maxBytes;
    private Attention attention = Attention.ACTIVE;
    private long bytes;

    Deferred(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The client says whether somebody looks at it. */
    void attention(Attention now) {
        attention = now;
    }

    /**
     * Lets a stanza wait if it can.
     *
     * @return whether it waits; if not, it is to be written behind all that does
     */
    boolean takes(Parcel parcel) {
        if (attention == Attention.ACTIVE || maxBytes == 0) {
            return false;
        }
        Optional<Subject> subject = Subject.of(parcel.stanza());
        if (subject.isEmpty()) {
            return false;
        }
        Parcel before = held.remove(subject.get());
        bytes += Outbound.size(parcel.stanza()) - (before == null ? 0 : Outbound.size(before.stanza()));
        held.put(subject.get(), parcel);
        return true;
    }

    /** Returns whether no more is to wait. */
    boolean isFull() {
        return bytes >= maxBytes;
    }

    /** Takes out what waits. */
    List<Parcel> release() {
        if (held.isEmpty()) {
            return List.of();
        }
        List<Parcel> released = List.copyOf(held.values());
        held.clear();
        bytes = 0;
        return released;
    }
}
