package im.redoubt.server.net;

import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.server.clientstate.Attention;
import im.redoubt.server.session.Claim;
import im.redoubt.server.session.Outgoing;
import im.redoubt.server.session.Parcel;
import io.netty.channel.EventLoop;
import java.nio.channels.ClosedChannelException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What is sent to one peer, by any thread: it is written in the order sent, or kept while the peer may come back, or handed
 * back when it does not. What is of no importance may wait before that until somebody looks at the client.
 */
final class Sending {
    private final Lane lane;
    private final Outbound outbound;
    private final InstantSource clock;
    private final Deferred deferred;
    private final Gate gate;

    /** What becomes of stanzas that are not simply written. Belongs to the event loop. */
    interface Gate {
        /** Returns whether nothing more is written or kept. */
        boolean isOver();

        /** A stanza comes too late. */
        void undelivered(Parcel parcel);

        /** Something waits for the peer. */
        void waiting();

        /** More waits for the peer than may. */
        void slow();
    }

    Sending(EventLoop loop, Outbound outbound, Deferred deferred, InstantSource clock, Gate gate) {
        this.lane = new Lane(loop);
        this.outbound = outbound;
        this.deferred = deferred;
        this.clock = clock;
        this.gate = gate;
    }

    /** Sends a stanza behind those before. Any thread may call. */
    void send(Stanza stanza, Claim claim) {
        Parcel parcel = new Parcel(stanza, claim, clock.millis());
        if (lane.isFree()) {
            now(parcel);
        } else {
            lane.enter(() -> now(parcel));
        }
    }

    /** One step: no connection that ends between two of them makes the store believe that what was read was not. */
    CompletableFuture<Void> sendStored(List<Outgoing> stanzas) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        lane.enter(() -> {
            stanzas.forEach(one -> now(new Parcel(one.stanza(), one.claim(), clock.millis())));
            written(done);
        });
        return done;
    }

    /** What must not wait goes behind all that did, so that nothing overtakes. */
    private void now(Parcel parcel) {
        if (gate.isOver() || !deferred.takes(parcel)) {
            flush();
            pass(parcel);
        } else if (deferred.isFull()) {
            flush();
        }
    }

    private void flush() {
        deferred.release().forEach(this::pass);
    }

    /** The client says whether somebody looks at it, or it is to be sent all there is. Only on the event loop. */
    void attention(Attention now) {
        deferred.attention(now);
        if (now == Attention.ACTIVE) {
            flush();
        }
    }

    private void pass(Parcel parcel) {
        if (gate.isOver()) {
            gate.undelivered(parcel);
        } else if (!outbound.stanza(parcel)) {
            gate.slow();
        } else if (outbound.isWaiting()) {
            gate.waiting();
        }
    }

    /** Returns what is complete when everything sent so far has got there, and fails if it never does. Any thread may call. */
    CompletableFuture<Void> written() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        lane.enter(() -> written(done));
        return done;
    }

    private void written(CompletableFuture<Void> done) {
        if (gate.isOver()) {
            done.completeExceptionally(new ClosedChannelException());
        } else {
            outbound.written(done);
        }
    }

    /** Returns whether nothing is on its way here. Only on the event loop. */
    boolean isIdle() {
        return lane.isFree();
    }

    /** What is sent from now on waits for {@link #release}. Only on the event loop. */
    void hold() {
        lane.hold();
    }

    /** Lets what waited go its way. Only on the event loop. */
    void release() {
        lane.release();
    }
}
