package im.redoubt.server.net;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stream.ServerEffect;
import im.redoubt.protocol.stream.ServerState;
import im.redoubt.protocol.stream.StreamCondition;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.protocol.stream.StreamManagement;
import im.redoubt.server.event.SecurityEvent;
import im.redoubt.server.session.Claim;
import im.redoubt.server.stream.Negotiation;
import im.redoubt.server.stream.StreamDriver;
import im.redoubt.server.stream.Wire;
import im.redoubt.xml.Element;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: reads within the limits, hands events to the driver of the stream, writes.
 *
 * <ol>
 *   <li>It begins with a deadline that nothing the peer sends moves, and with the limits for strangers;
 *   <li>{@link #authenticated} lifts those limits, {@link #established} the deadline;
 *   <li>{@link #end} or {@link #leave} writes what is last, says that nothing more comes, and closes when the peer has done
 *       so too or shortly after, so that the peer gets to read why.
 *   <li>where the session waits for a peer that has gone without a word, what it is sent is kept here, until another connection
 *       goes on with it ({@link #release}, {@link #adopt}) or it is over after all.
 * </ol>
 *
 * Everything runs on the event loop, but for what {@link im.redoubt.server.session.Outbox} allows.
 *
 * <p>Size: four fields are flags and counts of the life cycle above; parts that act on them would have to share them.
 */
final class Connection extends ChannelInboundHandlerAdapter implements Wire, Inbound.Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    /** More than comes at once while nothing is read; only a peer that leaves makes all of its last bytes come. */
    private static final int MAX_UNREAD_BYTES = 262_144;

    private final Channel channel;
    private final ConnectionContext context;
    private final Peer peer;
    private final Framing framing;
    private final Lane lane;
    private final Outbound outbound;
    private final Inbound inbound;
    private final Negotiation negotiation;
    private final Timers timers;
    private final TlsOverhead overhead = new TlsOverhead(this::wasteful);
    private StreamDriver driver;
    private int holds;
    private boolean pumping;
    private boolean left;
    private boolean closing;
    private @Nullable ScheduledFuture<?> absence;
    private boolean yielding;

    Connection(Channel channel, ConnectionContext context, Peer peer, ServerState first, Framing framing) {
        this.channel = channel;
        this.context = context;
        this.peer = peer;
        this.framing = framing;
        this.lane = new Lane(channel.eventLoop());
        this.outbound =
                new Outbound(channel, framing, context.limits().rates().outboundQueueBytes(), context.metrics());
        this.inbound = new Inbound(framing, this);
        this.negotiation = context.negotiate(this, first);
        this.driver = negotiation;
        this.timers = new Timers(channel.eventLoop(), context.limits(), context.nanoTime(), this);
        context.open().add(this);
        if (isTls()) {
            channel.pipeline().addFirst(overhead);
        }
    }

    /** The server stops. Any thread may call. */
    void stop(StreamError error) {
        channel.eventLoop().execute(() -> fail(error));
    }

    /** The driver ends its stream; where none has begun, since nothing can be written yet, nobody is told. */
    private void fail(StreamError error) {
        if (timers.isSecuring()) {
            finish();
            var _ = channel.close();
        } else if (!closing) {
            driver.failed(error);
        } else {
            giveUp();
        }
    }

    @Override
    public InetSocketAddress source() {
        return peer.source();
    }

    @Override
    public Executor loop() {
        return channel.eventLoop();
    }

    /** Bytes of a stream, or pieces whose bytes {@link #arrived} has counted before they were unpacked. */
    @Override
    public void channelRead(ChannelHandlerContext handler, Object message) {
        if (message instanceof Piece piece) {
            take(piece);
        } else {
            ByteBuf bytes = (ByteBuf) message;
            if (arrived(bytes.readableBytes())) {
                take(Piece.of(bytes));
            } else {
                bytes.release();
            }
        }
    }

    /** Counts bytes from the peer. Returns whether they are to be read. */
    boolean arrived(int count) {
        overhead.data(count);
        if (closing || left) {
            return false;
        }
        context.metrics().bytesIn(count);
        timers.heard();
        return charged(peer.quota().bytes(count));
    }

    private void take(Piece piece) {
        if (closing || left) {
            piece.bytes().release();
            return;
        }
        inbound.add(piece);
        left = holds > 0 && inbound.bytes() > MAX_UNREAD_BYTES + framing.mostAtOnceBytes();
        pump();
    }

    /** Returns whether all is said, so that nothing that comes counts. */
    boolean isOver() {
        return closing;
    }

    /** Counts what came and is no part of the stream, like an element. Returns whether it is to be answered. */
    boolean aside() {
        return !closing && !left && element();
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

    private void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        try {
            while (holds == 0 && !closing && inbound.next()) {
                // each turn gives one event to the driver
            }
        } catch (RuntimeException fault) { // our own fault must end this connection only, and loudly
            LOG.error("a fault of the server ends a connection", fault);
            end(StreamError.of(StreamCondition.INTERNAL_SERVER_ERROR));
        } finally {
            pumping = false;
        }
    }

    @Override
    public void suspend() {
        holds++;
        channel.config().setAutoRead(false);
    }

    @Override
    public void resume() {
        holds--;
        if (holds == 0) {
            pump();
        }
        if (holds == 0 && left) {
            lose();
            var _ = channel.close();
        } else if (holds == 0) {
            channel.config().setAutoRead(true);
        }
    }

    /** The peer has left. What a session sent before takes effect all the same, in its order; then the session ends. */
    private void left() {
        left = true;
        if (holds == 0 || driver == negotiation) {
            lose();
        }
    }

    /** The peer may come back. What was read is dropped: it was not handled, and the peer knows. */
    private void lose() {
        if (closing) {
            return;
        }
        Duration patience = driver.lost();
        if (patience.isZero()) {
            finish();
        } else {
            stopReading();
            outbound.park();
            peer.close();
            await(patience);
        }
    }

    private void await(Duration patience) {
        absence = channel.eventLoop().schedule(this::giveUp, patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The peer does not come back, or the session must not wait any more. */
    private void giveUp() {
        if (absence != null && !yielding) {
            absence.cancel(false);
            absence = null;
            over();
        }
    }

    /** The peer does not answer: it is told that it is gone, and may come back. */
    void gone(StreamError error) {
        if (!closing) {
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

    /** From here to {@link #release} nothing ends the session. */
    @Override
    public boolean part() {
        gone(StreamError.of(StreamCondition.CONFLICT, "the stream goes on elsewhere"));
        if (absence == null) {
            return false;
        }
        yielding = true;
        absence.cancel(false);
        return true;
    }

    @Override
    public Rest release() {
        absence = null;
        driver = negotiation;
        if (!channel.isActive()) {
            context.open().remove(this);
        }
        return outbound.release();
    }

    @Override
    public void expect() {
        lane.hold();
    }

    @Override
    public void decline() {
        lane.release();
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
        driver = session;
        if (closing) {
            outbound.park();
        } else {
            timers.established();
            outbound.element(resumed);
        }
        outbound.adopt((Outbound.Rest) rest);
        lane.release();
        if (closing) {
            await(driver.lost());
            context.open().add(this);
        } else if (outbound.isWaiting()) {
            timers.waiting();
        }
    }

    @Override
    public void open(ServerEffect.Open header) {
        outbound.open(header);
    }

    @Override
    public void write(Element element) {
        outbound.element(element);
    }

    /** What came behind {@code <starttls/>} is dropped: it was sent in clear and must not count as protected. */
    @Override
    public void startTls(Element proceed) {
        outbound.element(proceed);
        channel.flush();
        inbound.discard();
        framing.restart();
        channel.pipeline().addFirst(overhead, new SslHandler(context.tls().newEngine(Optional.empty())));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext handler, Object event) {
        if (event instanceof SslHandshakeCompletionEvent done && done.isSuccess() && !closing) {
            SslHandler tls = channel.pipeline().get(SslHandler.class);
            negotiation.secured(Bindings.of(tls.engine(), context.tls()));
            // Nobody comes back to this session, which TLS 1.2 would keep: each connection makes its own handshake.
            tls.engine().getSession().invalidate();
            timers.secured();
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

    /** One step: no connection that ends between two of them makes the store believe that what was read was not. */
    @Override
    public CompletableFuture<Void> sendStored(List<? extends Stanza> stanzas) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        lane.enter(() -> {
            stanzas.forEach(stanza -> sendNow(new Outbound.Parcel(stanza, Claim.SPARE)));
            written(done);
        });
        return done;
    }

    @Override
    public void send(Stanza stanza, Claim claim) {
        Outbound.Parcel parcel = new Outbound.Parcel(stanza, claim);
        if (lane.isFree()) {
            sendNow(parcel);
        } else {
            lane.enter(() -> sendNow(parcel));
        }
    }

    private void sendNow(Outbound.Parcel parcel) {
        if (closing && absence == null) {
            undelivered(parcel);
        } else if (!outbound.stanza(parcel)) {
            slow();
        } else if (!closing && outbound.isWaiting()) {
            timers.waiting();
        }
    }

    private void undelivered(Outbound.Parcel parcel) {
        if (parcel.claim().lost()) {
            driver.undelivered(parcel.stanza());
        }
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
        } else if (!closing) {
            context.metrics().slowReaderDropped();
            drop(NetLimit.OUTBOUND_QUEUE);
        } else {
            giveUp();
        }
    }

    private void wasteful() {
        drop(NetLimit.TLS_OVERHEAD);
    }

    private void drop(NetLimit limit) {
        limited(limit);
        finish();
        var _ = channel.close();
    }

    private void limited(NetLimit limit) {
        if (!closing) {
            context.events().record(new SecurityEvent.LimitReached(source(), peer.account(), limit));
        }
    }

    @Override
    public CompletableFuture<Void> written() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        lane.enter(() -> written(done));
        return done;
    }

    private void written(CompletableFuture<Void> done) {
        if (closing && absence == null) {
            done.completeExceptionally(new ClosedChannelException());
        } else {
            outbound.written(done);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext handler) {
        outbound.writable();
        handler.fireChannelWritabilityChanged();
    }

    boolean isTls() {
        return channel.pipeline().get(SslHandler.class) != null;
    }

    boolean isWaiting() {
        return outbound.isWaiting();
    }

    /** Asks a peer that acknowledges no more to do so. Returns whether it was not asked already. */
    boolean askAgain() {
        return outbound.askAgain();
    }

    /** Returns a number that grows with each stanza that was written after it had to wait, or was acknowledged. */
    long progress() {
        return outbound.progress();
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
        if (!closing) {
            context.metrics().streamError();
            context.events().record(new SecurityEvent.Refused(source(), peer.account(), error.condition()));
            outbound.element(error.toElement());
            leave();
        } else {
            giveUp();
        }
    }

    @Override
    public void count(Element enabled) {
        outbound.count(enabled);
    }

    @Override
    public void acknowledged(long handled) {
        outbound.acknowledged(handled).ifPresent(this::end);
    }

    @Override
    public void leave() {
        if (!closing) {
            outbound.footer();
            finish();
            Farewell.say(channel);
        }
    }

    /** Nothing more is read or sent; what was not sent goes elsewhere. */
    private void finish() {
        if (!closing) {
            stopReading();
            over();
        }
    }

    private void stopReading() {
        closing = true;
        timers.cancel();
        inbound.discard();
    }

    private void over() {
        driver.ending();
        outbound.drain().forEach(this::undelivered);
        depart();
    }

    /** Whatever is under way to here comes back first; only then do newer stanzas go elsewhere by themselves. */
    private void depart() {
        if (!driver.ended(lane::isFree)) {
            channel.eventLoop().execute(this::depart);
            return;
        }
        peer.close();
        if (!channel.isActive()) {
            context.open().remove(this);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext handler) {
        left();
        if (closing && absence == null) {
            context.open().remove(this);
        }
        handler.fireChannelInactive();
    }

    /** A reset connection, or bytes that are not TLS: there is nobody to tell. */
    @Override
    public void exceptionCaught(ChannelHandlerContext handler, Throwable cause) {
        LOG.debug("a connection ends: {}", cause.toString());
        left();
        var _ = handler.close();
    }
}
