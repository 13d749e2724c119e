package im.redoubt.server.net;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stream.ServerEffect;
import im.redoubt.protocol.stream.ServerState;
import im.redoubt.protocol.stream.StreamCondition;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.server.clientstate.Attention;
import im.redoubt.server.event.SecurityEvent;
import im.redoubt.server.session.Claim;
import im.redoubt.server.session.Outgoing;
import im.redoubt.server.session.Parcel;
import im.redoubt.server.stream.Handover;
import im.redoubt.server.stream.Negotiation;
import im.redoubt.server.stream.StreamDriver;
import im.redoubt.server.stream.Wire;
import im.redoubt.xml.Element;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: reads within the limits, hands events to the driver of the stream, writes.
 *
 * <ol>
 *   <li>It begins with a deadline that nothing the peer sends moves, and with the limits for strangers;
 *   <li>{@link #authenticated} lifts those limits, {@link #established} the deadline;
 *   <li>{@link #end} or {@link #leave} writes what is last, says that nothing more comes, and closes when the peer has done
 *       so too or shortly after, so that the peer gets to read why;
 *   <li>where the peer has gone without a word, its session may wait for it ({@link Attendance}).
 * </ol>
 *
 * Everything runs on the event loop, but for what {@link im.redoubt.server.session.Outbox} allows.
 *
 * <p>Size: the parts meet here, and most of what is above their number are methods of one line that say which part does it.
 */
final class Connection extends ChannelInboundHandlerAdapter
        implements Wire, Inbound.Gate, Sending.Gate, Attendance.Host {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    /** Nobody minds when a message says that it is so much younger than it is. */
    private static final Duration UNREMARKABLE = Duration.ofSeconds(10);

    private final Channel channel;
    private final ConnectionContext context;
    private final Peer peer;
    private final Framing framing;
    private final Protection protection;
    private final Inbound inbound;
    private final Outbound outbound;
    private final Sending sending;
    private final Timers timers;
    private final Attendance attendance;
    private final Negotiation negotiation;
    private StreamDriver driver;

    Connection(Channel channel, ConnectionContext context, Peer peer, ServerState first, Framing framing) {
        this.channel = channel;
        this.context = context;
        this.peer = peer;
        this.framing = framing;
        this.protection = new Protection(channel.pipeline(), context.tls(), () -> drop(NetLimit.TLS_OVERHEAD));
        this.inbound = new Inbound(channel.config(), framing, this);
        this.outbound =
                new Outbound(channel, framing, context.limits().rates().outboundQueueBytes(), context.metrics());
        this.sending = new Sending(
                channel.eventLoop(),
                outbound,
                new Deferred(context.limits().rates().inactiveHeldBytes()),
                context.clock(),
                this);
        this.timers = new Timers(channel.eventLoop(), context, this, outbound);
        this.attendance = new Attendance(outbound, sending, timers, this);
        this.negotiation = context.negotiate(this, first);
        this.driver = negotiation;
        context.open().add(this);
    }

    /** The server stops: the peer of a session that can wait is told that it may come back. Any thread may call. */
    void stop(StreamError error) {
        channel.eventLoop().execute(() -> {
            if (driver == negotiation) {
                fail(error);
            } else {
                gone(error);
            }
        });
    }

    /** Its session does not wait any more. Any thread may call. */
    void giveUp() {
        channel.eventLoop().execute(attendance::giveUp);
    }

    /**
     * Closes it behind what it was told to say. An event loop does not do so by itself when it ends: it closes its channels before
     * it looks at what it has still to do, and where it was asked to end at an unlucky moment it leaves them open. Any thread may
     * call.
     */
    Future<?> close() {
        ChannelPromise closed = channel.newPromise();
        channel.eventLoop().execute(() -> {
            var _ = channel.close(closed);
        });
        return closed;
    }

    /** Returns whether it is closed, and its session waits for the peer. Any thread may ask. */
    boolean isWaiting() {
        return !channel.isActive() && attendance.isAwaited();
    }

    /** The driver ends its stream; where none has begun, since nothing can be written yet, nobody is told. */
    private void fail(StreamError error) {
        if (protection.isBeginning()) {
            finish();
            var _ = channel.close();
        } else if (isOpen()) {
            driver.failed(error);
        } else {
            attendance.giveUp();
        }
    }

    @Override
    public InetSocketAddress source() {
        return peer.source();
    }

    @Override
    public ScheduledExecutorService loop() {
        return channel.eventLoop();
    }

    @Override
    public Handover handover() {
        return attendance;
    }

    /** Bytes of a stream, or pieces whose bytes {@link #arrived} has counted before they were unpacked. */
    @Override
    public void channelRead(ChannelHandlerContext handler, Object message) {
        if (message instanceof Piece piece) {
            inbound.add(piece);
        } else {
            ByteBuf bytes = (ByteBuf) message;
            if (arrived(bytes.readableBytes())) {
                inbound.add(Piece.of(bytes));
            } else {
                bytes.release();
            }
        }
    }

    /** Counts bytes from the peer. Returns whether they are to be read. */
    boolean arrived(int count) {
        protection.data(count);
        if (!inbound.isOpen()) {
            return false;
        }
        context.metrics().bytesIn(count);
        timers.heard();
        return charged(peer.quota().bytes(count));
    }

    /** Counts what came and is no part of the stream, like an element. Returns whether it is to be answered. */
    boolean aside() {
        return inbound.isOpen() && element();
    }

    /** Until all is said. */
    @Override
    public boolean isOpen() {
        return attendance.isThere();
    }

    @Override
    public boolean isOver() {
        return attendance.isOver();
    }

    @Override
    public boolean element() {
        return charged(peer.quota().element());
    }

    @Override
    public StreamDriver driver() {
        return driver;
    }

    /** Ends the stream of a stranger that used its quota up, and makes others wait. */
    private boolean charged(long nanos) {
        if (nanos == Quota.REFUSED) {
            fail(StreamError.of(StreamCondition.POLICY_VIOLATION, "too much before authentication"));
            return false;
        }
        if (nanos > 0) {
            context.metrics().readingPaused();
            suspend();
            var _ = channel.eventLoop().schedule(this::resume, nanos, TimeUnit.NANOSECONDS);
        }
        return true;
    }

    @Override
    public void suspend() {
        inbound.suspend();
    }

    @Override
    public void resume() {
        inbound.resume();
    }

    @Override
    public void linger() {
        inbound.linger();
    }

    @Override
    public void settled() {
        inbound.settled();
    }

    @Override
    public void failed() {
        end(StreamError.of(StreamCondition.INTERNAL_SERVER_ERROR));
    }

    @Override
    public void left() {
        lose();
        var _ = channel.pipeline().close();
    }

    /** What a session sent before takes effect all the same; what a stranger sent need not. */
    private void leaves() {
        inbound.complete();
        if (driver == negotiation) {
            lose();
        }
    }

    @Override
    public void attention(Attention now) {
        sending.attention(now);
    }

    /**
     * The peer may come back, and then somebody looks at it until it says otherwise. What was read is dropped: it was not
     * handled, and the peer knows.
     */
    private void lose() {
        if (!isOpen()) {
            return;
        }
        Duration patience = driver.lost();
        if (patience.isZero()) {
            finish();
        } else {
            attendance.await(patience);
            sending.attention(Attention.ACTIVE);
            stopReading();
            peer.close();
        }
    }

    @Override
    public void gone(StreamError error) {
        if (isOpen()) {
            context.metrics().streamError();
            outbound.element(error.toElement());
            outbound.footer();
            lose();
            Farewell.say(channel);
        }
    }

    /** The peer does not read, or does not acknowledge. */
    void stalled() {
        context.metrics().slowReaderDropped();
        limited(NetLimit.OUTBOUND_QUEUE);
        lose();
        var _ = channel.close();
    }

    @Override
    public void released() {
        driver = negotiation;
        forget();
    }

    @Override
    public void adopted(StreamDriver session) {
        driver = session;
        context.open().add(this);
    }

    /** Where nothing more comes of it, it need not be told when the server stops. */
    private void forget() {
        if (!channel.isActive()) {
            context.open().remove(this);
        }
    }

    @Override
    public void open(ServerEffect.Open header) {
        outbound.open(header);
    }

    @Override
    public void write(Element element) {
        if (isOpen()) {
            outbound.element(element);
        }
    }

    /** What came behind {@code <starttls/>} is dropped: it was sent in clear and must not count as protected. */
    @Override
    public void startTls(Element proceed) {
        outbound.element(proceed);
        channel.flush();
        inbound.discard();
        framing.restart();
        protection.begin();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext handler, Object event) {
        if (event instanceof SslHandshakeCompletionEvent done && done.isSuccess() && isOpen()) {
            negotiation.secured(protection.done(context.stream().domain()));
        }
        handler.fireUserEventTriggered(event);
    }

    @Override
    public void restart() {
        framing.restart();
    }

    @Override
    public void authenticated(BareJid account) {
        peer.authenticated(account);
        framing.limits(context.membersXml());
    }

    @Override
    public void established(StreamDriver session) {
        driver = session;
        timers.established();
    }

    @Override
    public void send(Stanza stanza, Claim claim) {
        sending.send(stanza, claim);
    }

    @Override
    public CompletableFuture<Void> sendStored(List<Outgoing> stanzas) {
        return sending.sendStored(stanzas);
    }

    @Override
    public CompletableFuture<Void> written() {
        return sending.written();
    }

    @Override
    public void waiting() {
        if (isOpen()) {
            timers.waiting();
        }
    }

    @Override
    public void undelivered(Parcel parcel) {
        if (parcel.claim().lost()) {
            driver.undelivered(late(parcel).stanza(), parcel.claim().debt());
        }
    }

    @Override
    public Parcel late(Parcel parcel) {
        Instant sentAt = Instant.ofEpochMilli(parcel.sentAt());
        return sentAt.plus(UNREMARKABLE).isAfter(context.clock().instant())
                ? parcel
                : new Parcel(driver.late(parcel.stanza(), sentAt), parcel.claim(), parcel.sentAt());
    }

    @Override
    public boolean isOwnThread() {
        return channel.eventLoop().inEventLoop();
    }

    @Override
    public long maxWaitingBytes() {
        return context.limits().rates().outboundQueueBytes();
    }

    /** A peer that does not read cannot be told either. */
    @Override
    public void slow() {
        if (!channel.eventLoop().inEventLoop()) {
            channel.eventLoop().execute(this::slow);
        } else if (isOpen()) {
            context.metrics().slowReaderDropped();
            drop(NetLimit.OUTBOUND_QUEUE);
        } else {
            attendance.giveUp();
        }
    }

    private void drop(NetLimit limit) {
        limited(limit);
        finish();
        var _ = channel.close();
    }

    private void limited(NetLimit limit) {
        if (isOpen()) {
            context.events().record(new SecurityEvent.LimitReached(source(), peer.account(), limit));
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext handler) {
        outbound.writable();
        handler.fireChannelWritabilityChanged();
    }

    /** The deadline of the negotiation has passed. */
    void late() {
        fail(StreamError.of(StreamCondition.CONNECTION_TIMEOUT, "signing in took too long"));
    }

    @Override
    public void end(StreamError error) {
        if (!channel.eventLoop().inEventLoop()) {
            channel.eventLoop().execute(() -> end(error));
            return;
        }
        if (isOpen()) {
            context.metrics().streamError();
            context.events().record(new SecurityEvent.Refused(source(), peer.account(), error.condition()));
            outbound.element(error.toElement());
            leave();
        } else {
            attendance.giveUp();
        }
    }

    @Override
    public void count() {
        outbound.count();
    }

    @Override
    public void acknowledged(long handled) {
        outbound.acknowledged(handled).ifPresent(this::end);
    }

    @Override
    public void leave() {
        if (isOpen()) {
            outbound.footer();
            finish();
            Farewell.say(channel);
        }
    }

    /** Nothing more is read or sent; what was not sent goes elsewhere. */
    private void finish() {
        if (isOpen()) {
            attendance.leave();
            stopReading();
            over();
        }
    }

    private void stopReading() {
        timers.cancel();
        inbound.discard();
    }

    @Override
    public void over() {
        driver.ending();
        outbound.drain().forEach(this::undelivered);
        sending.attention(Attention.ACTIVE);
        depart();
    }

    /** Whatever is under way to here comes back first; only then do newer stanzas go elsewhere by themselves. */
    private void depart() {
        if (driver.ended(sending::isIdle)) {
            peer.close();
            forget();
        } else {
            channel.eventLoop().execute(this::depart);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext handler) {
        leaves();
        if (isOver()) {
            context.open().remove(this);
        }
        handler.fireChannelInactive();
    }

    /** A reset connection, or bytes that are not TLS: there is nobody to tell. */
    @Override
    public void exceptionCaught(ChannelHandlerContext handler, Throwable cause) {
        LOG.debug("a connection ends: {}", cause.toString());
        leaves();
        var _ = handler.close();
    }
}
