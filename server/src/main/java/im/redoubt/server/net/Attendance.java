package im.redoubt.server.net;

import im.redoubt.protocol.stream.StreamCondition;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.protocol.stream.StreamManagement;
import im.redoubt.server.session.Parcel;
import im.redoubt.server.stream.Handover;
import im.redoubt.server.stream.StreamDriver;
import im.redoubt.xml.Element;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Whether the peer of a connection is there. When it has gone without a word, its session may wait here until the peer comes back
 * on another connection and the session goes there (XEP-0198 section 5), or until it is over after all. Belongs to the event
 * loop.
 */
final class Attendance implements Handover {
    /** Only in this order; what waits may be over at once. */
    private enum State {
        THERE,
        AWAITED,
        MOVING,
        OVER
    }

    private final Outbound outbound;
    private final Sending sending;
    private final Timers timers;
    private final Host host;
    private volatile State state = State.THERE;
    private @Nullable ScheduledFuture<?> patience;

    /** The connection. */
    interface Host {
        /** Returns what runs tasks on the event loop. */
        ScheduledExecutorService loop();

        /** Tells the peer that it is gone: it may come back. */
        void gone(StreamError error);

        /** The peer does not come back: what it was not sent goes elsewhere. */
        void over();

        /** Another connection has the session. */
        void released();

        /** The session of another connection is here. */
        void adopted(StreamDriver session);

        /** Returns what is written of a stanza that was sent to a connection before. */
        Parcel late(Parcel parcel);
    }

    Attendance(Outbound outbound, Sending sending, Timers timers, Host host) {
        this.outbound = outbound;
        this.sending = sending;
        this.timers = timers;
        this.host = host;
    }

    /** Returns whether the peer is there, to read and to write. */
    boolean isThere() {
        return state == State.THERE;
    }

    /** Returns whether nothing is kept for the peer any more. */
    boolean isOver() {
        return state == State.OVER;
    }

    /** Returns whether the peer is gone, and its session waits for it. Any thread may ask. */
    boolean isAwaited() {
        return state == State.AWAITED;
    }

    /** The peer has left for good. */
    void leave() {
        state = State.OVER;
    }

    /** What is sent from now on waits so long for the peer. */
    void await(Duration time) {
        state = State.AWAITED;
        outbound.park();
        patience = host.loop().schedule(this::giveUp, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The peer does not come back, or its session must not wait any more. One that is on its way to another connection goes on. */
    void giveUp() {
        if (state == State.AWAITED) {
            stopWaiting();
            state = State.OVER;
            host.over();
        }
    }

    /** From here to {@link #release} nothing ends the session. */
    @Override
    public boolean part() {
        host.gone(StreamError.of(StreamCondition.CONFLICT, "the stream goes on elsewhere"));
        if (state != State.AWAITED) {
            return false;
        }
        stopWaiting();
        state = State.MOVING;
        return true;
    }

    private void stopWaiting() {
        if (patience != null) {
            patience.cancel(false);
        }
    }

    @Override
    public Rest release() {
        state = State.OVER;
        host.released();
        return outbound.release();
    }

    @Override
    public void expect() {
        sending.hold();
    }

    @Override
    public void decline() {
        sending.release();
    }

    @Override
    public Optional<StreamError> judge(long handled) {
        return outbound.wasSent(handled)
                ? Optional.empty()
                : Optional.of(StreamManagement.tooHigh(handled, outbound.sent()));
    }

    /** Where this peer has gone meanwhile as well, the session waits for the next one. */
    @Override
    public void adopt(StreamDriver session, Rest rest, Element resumed) {
        host.adopted(session);
        if (isThere()) {
            timers.established();
            outbound.element(resumed);
        } else {
            await(session.lost());
        }
        outbound.adopt((Outbound.Rest) rest, host::late);
        sending.release();
        if (isThere() && outbound.isWaiting()) {
            timers.waiting();
        }
    }

    @Override
    public Optional<Remains> remains() {
        return isAwaited() && sending.isIdle() ? Optional.of(outbound.remains(left())) : Optional.empty();
    }

    private Duration left() {
        return patience == null
                ? Duration.ZERO
                : Duration.ofMillis(Math.max(0, patience.getDelay(TimeUnit.MILLISECONDS)));
    }

    @Override
    public void forsake() {
        stopWaiting();
        state = State.OVER;
        host.released();
        var _ = outbound.drain();
    }

    @Override
    public void await(StreamDriver session, Remains remains) {
        timers.cancel();
        host.adopted(session);
        await(remains.patience());
        outbound.adopt(Outbound.Rest.of(remains), UnaryOperator.identity());
    }
}
