package im.redoubt.server.net;

import im.redoubt.protocol.stream.StreamManagement;
import im.redoubt.server.session.Parcel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * The stanzas that were written to a peer that counts (XEP-0198), until it says that it has handled them. Belongs to the event
 * loop. Its size is part of what may wait for the peer, so that a peer that acknowledges nothing is ended like one that reads
 * nothing.
 */
final class Unacknowledged implements Receipts {
    private final Queue<Parcel> parcels = new ArrayDeque<>();
    private final Marks marks = new Marks();
    private long bytes;
    private long sent;
    private long acknowledged;
    private long asked;
    private boolean asking;
    private boolean again;

    Unacknowledged() {
        this(0);
    }

    /** As if so many had been sent and acknowledged already. */
    Unacknowledged(long before) {
        sent = before;
        acknowledged = before;
        asked = before;
    }

    @Override
    public void sent(Parcel parcel) {
        parcels.add(parcel);
        bytes += Outbound.size(parcel.stanza());
        sent++;
    }

    /** Not before it has answered the last time, and about the same stanzas only if it has got further since. */
    @Override
    public boolean asks() {
        return (sent != asked || again) && asksAgain();
    }

    @Override
    public boolean asksAgain() {
        if (asking || parcels.isEmpty()) {
            return false;
        }
        asking = true;
        again = false;
        asked = sent;
        return true;
    }

    /**
     * The peer has handled so many, by its counter.
     *
     * @return whether it was sent as many
     */
    boolean acknowledge(long handled) {
        long more = Math.floorMod(handled - acknowledged, StreamManagement.MODULUS);
        if (more > parcels.size()) {
            return false;
        }
        asking = false;
        again = more > 0;
        for (long count = 0; count < more; count++) {
            Parcel got = parcels.remove();
            bytes -= Outbound.size(got.stanza());
            got.claim().got();
        }
        acknowledged += more;
        marks.reached(acknowledged, done -> done.complete(null));
        return true;
    }

    /** Returns whether the peer was sent as many, by its counter, and has not acknowledged more already. */
    boolean wasSent(long handled) {
        return Math.floorMod(handled - acknowledged, StreamManagement.MODULUS) <= parcels.size();
    }

    /** What was not acknowledged is about to be written on another connection, where nothing was asked yet. */
    List<Parcel> again() {
        asking = false;
        again = false;
        asked = acknowledged;
        return List.copyOf(parcels);
    }

    /** Returns what was not acknowledged. */
    List<Parcel> parcels() {
        return List.copyOf(parcels);
    }

    @Override
    public void through(int more, CompletableFuture<Void> done) {
        if (sent + more == acknowledged) {
            done.complete(null);
        } else {
            marks.add(sent + more, done);
        }
    }

    @Override
    public List<Parcel> drain() {
        List<Parcel> left = new ArrayList<>(parcels);
        parcels.clear();
        bytes = 0;
        marks.fail();
        return left;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    /** Returns how many stanzas were written, by the peer's counter. */
    long sent() {
        return sent % StreamManagement.MODULUS;
    }

    @Override
    public long progress() {
        return acknowledged;
    }

    @Override
    public boolean isWaiting() {
        return !parcels.isEmpty();
    }
}
