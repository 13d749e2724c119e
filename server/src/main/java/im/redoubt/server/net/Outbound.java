package im.redoubt.server.net;

import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stream.ServerEffect;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.protocol.stream.StreamManagement;
import im.redoubt.server.metric.ServerMetrics;
import im.redoubt.server.metric.ServerMetrics.StanzaKind;
import im.redoubt.server.session.Parcel;
import im.redoubt.server.stream.Handover;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlAttribute;
import im.redoubt.xml.XmlName;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * What is written to one peer. Belongs to the event loop. What is written in one turn of the loop is flushed together at its
 * end; what the peer does not read waits here as stanzas, up to a limit in bytes, so that it can still go elsewhere.
 */
final class Outbound {
    private static final int TYPICAL_BYTES = 512;

    private final Channel channel;
    private final Framing framing;
    private final int maxWaitingBytes;
    private final Queue<Parcel> waiting = new ArrayDeque<>(0);
    private final ServerMetrics metrics;
    private long waitingBytes;
    private long progress;
    private boolean flushing;
    private boolean parked;
    private final Flushed uncounted;
    private Receipts receipts;

    Outbound(Channel channel, Framing framing, int maxWaitingBytes, ServerMetrics metrics) {
        this.metrics = metrics;
        this.channel = channel;
        this.framing = framing;
        this.maxWaitingBytes = maxWaitingBytes;
        this.uncounted = new Flushed(channel);
        this.receipts = uncounted;
    }

    /** Writes the stream header (RFC 6120 section 4.7). */
    void open(ServerEffect.Open open) {
        List<XmlAttribute> attributes = new ArrayList<>(5);
        attributes.add(attribute("from", open.from().toString()));
        open.to().ifPresent(to -> attributes.add(attribute("to", to.toString())));
        attributes.add(attribute("id", open.id()));
        attributes.add(attribute("version", "1.0"));
        attributes.add(new XmlAttribute(XmlName.LANG, "en"));
        ByteBuf buffer = buffer();
        framing.header(attributes, new ByteBufSink(buffer));
        write(buffer);
    }

    private static XmlAttribute attribute(String name, String value) {
        return new XmlAttribute(new XmlName("", name), value);
    }

    /** Writes an element of the negotiation. */
    void element(Element element) {
        ByteBuf buffer = buffer();
        framing.element(element, new ByteBufSink(buffer));
        write(buffer);
    }

    /** Counts stanzas from here on (XEP-0198). */
    void count() {
        Unacknowledged counted = new Unacknowledged();
        uncounted.moveTo(counted, waiting.size());
        receipts = counted;
    }

    /**
     * What one connection hands to the next, which goes on counting.
     *
     * @param sent what was written and not acknowledged
     * @param waiting what was not written
     */
    record Rest(Unacknowledged sent, List<Parcel> waiting) implements Handover.Rest {
        static Rest of(Handover.Remains remains) {
            Unacknowledged sent = new Unacknowledged(remains.acknowledged());
            remains.sent().forEach(sent::sent);
            return new Rest(sent, remains.waiting());
        }
    }

    /** Returns everything that is here, and leaves it. */
    Handover.Remains remains(Duration patience) {
        Unacknowledged sent = counted();
        return new Handover.Remains(sent.progress(), sent.parcels(), List.copyOf(waiting), patience);
    }

    /** Takes out everything for another connection. */
    Rest release() {
        Rest rest = new Rest(counted(), List.copyOf(waiting));
        waiting.clear();
        waitingBytes = 0;
        uncounted.settle();
        receipts = uncounted;
        return rest;
    }

    /** The peer is gone: stanzas wait from now on, and are not written here. */
    void park() {
        parked = true;
    }

    /**
     * Goes on with what another connection was to write: sends it again where the peer has not handled it.
     *
     * @param late what is written of a stanza that was sent before
     */
    void adopt(Rest rest, UnaryOperator<Parcel> late) {
        receipts = rest.sent();
        if (!parked) {
            rest.sent().again().forEach(parcel -> bytes(late.apply(parcel)));
        }
        rest.waiting().forEach(parcel -> stanza(late.apply(parcel)));
    }

    /** Returns whether the peer was sent as many stanzas. */
    boolean wasSent(long handled) {
        return counted().wasSent(handled);
    }

    /** Returns how many stanzas the peer was sent, by its counter. */
    long sent() {
        return counted().sent();
    }

    private Unacknowledged counted() {
        if (receipts instanceof Unacknowledged counted) {
            return counted;
        }
        throw new IllegalStateException("nothing is counted");
    }

    /**
     * The peer has handled so many.
     *
     * @return the error if it was not sent as many
     */
    Optional<StreamError> acknowledged(long handled) {
        Unacknowledged counted = counted();
        if (!counted.acknowledge(handled)) {
            return Optional.of(StreamManagement.tooHigh(handled, counted.sent()));
        }
        if (!parked) {
            ask();
        }
        return Optional.empty();
    }

    /** Asks a peer that acknowledges no more to do so. Returns whether it was not asked already. */
    boolean askAgain() {
        boolean asks = receipts.asksAgain();
        if (asks) {
            element(StreamManagement.request());
        }
        return asks;
    }

    /** Asks what the peer has handled, if it was sent anything since it was asked last. */
    private void ask() {
        if (receipts.asks()) {
            element(StreamManagement.request());
        }
    }

    /** Writes the end of the stream, and of what it lies on. */
    void footer() {
        ByteBuf buffer = buffer();
        framing.footer(new ByteBufSink(buffer));
        write(buffer);
        framing.farewell().ifPresent(last -> {
            var _ = channel.write(last, channel.voidPromise());
        });
    }

    /**
     * Writes a stanza, or lets it wait if the peer does not keep up.
     *
     * @return whether there was room for it
     */
    boolean stanza(Parcel parcel) {
        if (!parked && waiting.isEmpty() && channel.isWritable()) {
            encode(parcel);
        } else {
            waitingBytes += size(parcel.stanza());
            waiting.add(parcel);
        }
        return waitingBytes + receipts.bytes() <= maxWaitingBytes;
    }

    /** Writes what waits, as far as the peer takes it. */
    void writable() {
        while (!parked && channel.isWritable()) {
            Parcel next = waiting.poll();
            if (next == null) {
                return;
            }
            waitingBytes -= size(next.stanza());
            progress++;
            encode(next);
        }
    }

    /** Takes out what was never written, and what was written and not handled where that is told. */
    List<Parcel> drain() {
        List<Parcel> left = new ArrayList<>(uncounted.drain());
        left.addAll(receipts.drain());
        left.addAll(waiting);
        waiting.clear();
        waitingBytes = 0;
        return left;
    }

    /** Returns a number that grows with each stanza that was written after it had to wait, or acknowledged. */
    long progress() {
        return progress + receipts.progress();
    }

    /** Returns whether anything waits for the peer to read or to acknowledge it. */
    boolean isWaiting() {
        return !waiting.isEmpty() || receipts.isWaiting();
    }

    /**
     * Completes {@code done} when everything sent so far, what waits included, was handed to the operating system, or handled by
     * a peer that counts.
     */
    void written(CompletableFuture<Void> done) {
        receipts.through(waiting.size(), done);
    }

    /** Returns about how many bytes a stanza takes. */
    static long size(Stanza stanza) {
        return (long) stanza.content().size() + TYPICAL_BYTES;
    }

    private void encode(Parcel parcel) {
        bytes(parcel);
        receipts.sent(parcel);
    }

    private void bytes(Parcel parcel) {
        Stanza stanza = parcel.stanza();
        ByteBuf buffer =
                channel.alloc().heapBuffer(TYPICAL_BYTES + stanza.content().size());
        framing.stanza(stanza, new ByteBufSink(buffer));
        metrics.stanzaOut(StanzaKind.of(stanza));
        write(buffer);
    }

    private ByteBuf buffer() {
        return channel.alloc().heapBuffer(TYPICAL_BYTES);
    }

    private void write(ByteBuf buffer) {
        metrics.bytesOut(buffer.readableBytes());
        var _ = channel.write(framing.message(buffer), channel.voidPromise());
        if (!flushing) {
            flushing = true;
            channel.eventLoop().execute(this::flush);
        }
    }

    /** A turn's stanzas are followed by one request for their acknowledgement. */
    private void flush() {
        if (!parked) {
            ask();
        }
        flushing = false;
        uncounted.flushing();
        channel.flush();
    }
}
