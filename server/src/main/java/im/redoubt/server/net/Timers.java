package im.redoubt.server.net;

import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.protocol.stream.StreamCondition;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.server.settings.Limits;
import im.redoubt.xml.Element;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The clocks of one connection: the deadline of the negotiation, the silence of a session, and the patience with a peer that
 * does not read. Belongs to the event loop; at most one timer runs for each.
 */
final class Timers {
    private static final Element PING = Element.named("urn:xmpp:ping", "ping").build();

    private final EventLoop loop;
    private final Limits limits;
    private final LongSupplier nanoTime;
    private final Connection connection;
    private final Outbound outbound;
    private @Nullable ScheduledFuture<?> timer;
    private @Nullable ScheduledFuture<?> stall;
    private long heardAt;
    private boolean asked;

    Timers(EventLoop loop, ConnectionContext context, Connection connection, Outbound outbound) {
        this.loop = loop;
        this.limits = context.limits();
        this.nanoTime = context.nanoTime();
        this.connection = connection;
        this.outbound = outbound;
        this.heardAt = nanoTime.getAsLong();
        this.timer = schedule(connection::late, limits.connections().negotiation());
    }

    private ScheduledFuture<?> schedule(Runnable task, Duration delay) {
        return loop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    void heard() {
        heardAt = nanoTime.getAsLong();
        asked = false;
    }

    void established() {
        cancelTimer();
        timer = schedule(this::silent, limits.connections().idle());
    }

    /** After a silence the peer is asked whether it is still there; after another one it is gone (RFC 6120 section 4.6). */
    private void silent() {
        Duration silence = Duration.ofNanos(nanoTime.getAsLong() - heardAt);
        Duration idle = limits.connections().idle();
        Duration allowed = asked ? idle.multipliedBy(2) : idle;
        if (silence.compareTo(allowed) < 0) {
            timer = schedule(this::silent, allowed.minus(silence));
        } else if (asked) {
            connection.gone(StreamError.of(StreamCondition.CONNECTION_TIMEOUT, "nothing was heard for too long"));
        } else {
            asked = true;
            connection.send(IqRequest.of(IqRequest.Action.GET, StanzaHeader.EMPTY.withId("still-there"), PING));
            timer = schedule(this::silent, idle);
        }
    }

    /** Something waits for the peer to read. */
    void waiting() {
        if (stall == null) {
            long before = outbound.progress();
            stall = schedule(() -> stalled(before), limits.rates().outboundStall());
        }
    }

    private void stalled(long before) {
        stall = null;
        if (outbound.progress() == before && !outbound.askAgain()) {
            connection.stalled();
        } else if (outbound.isWaiting()) {
            waiting();
        }
    }

    void cancel() {
        cancelTimer();
        if (stall != null) {
            stall.cancel(false);
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
