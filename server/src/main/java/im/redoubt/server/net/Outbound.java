package im.redoubt.server.net;

import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stream.ServerEffect;
import im.redoubt.server.metric.ServerMetrics;
import im.redoubt.server.metric.ServerMetrics.StanzaKind;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlAttribute;
import im.redoubt.xml.XmlName;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

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
    private final Queue<Mark> marks = new ArrayDeque<>(0);
    private final ServerMetrics metrics;
    private long waitingBytes;
    private long progress;
    private boolean flushing;

    /**
     * A stanza to write.
     *
     * @param stored whether the store holds it until it was written
     */
    record Parcel(Stanza stanza, boolean stored) {}

    /** Somebody waits until so many of the waiting stanzas were written. */
    private record Mark(long progress, CompletableFuture<Void> done) {}

    Outbound(Channel channel, Framing framing, int maxWaitingBytes, ServerMetrics metrics) {
        this.metrics = metrics;
        this.channel = channel;
        this.framing = framing;
        this.maxWaitingBytes = maxWaitingBytes;
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
        if (waiting.isEmpty() && channel.isWritable()) {
            encode(parcel.stanza());
            return true;
        }
        waitingBytes += size(parcel.stanza());
        waiting.add(parcel);
        return waitingBytes <= maxWaitingBytes;
    }

    /** Writes what waits, as far as the peer takes it. */
    void writable() {
        while (channel.isWritable()) {
            Parcel next = waiting.poll();
            if (next == null) {
                return;
            }
            waitingBytes -= size(next.stanza());
            progress++;
            encode(next.stanza());
            reached();
        }
    }

    /** Takes out what was never written. */
    List<Parcel> drain() {
        List<Parcel> left = List.copyOf(waiting);
        waiting.clear();
        marks.forEach(mark -> mark.done().completeExceptionally(new ClosedChannelException()));
        marks.clear();
        waitingBytes = 0;
        return left;
    }

    /** Returns how many stanzas were written after they had to wait. */
    long progress() {
        return progress;
    }

    /** Returns whether anything waits. */
    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** Completes {@code done} when everything sent so far, what waits included, was handed to the operating system. */
    void written(CompletableFuture<Void> done) {
        if (waiting.isEmpty()) {
            flushed(done);
        } else {
            marks.add(new Mark(progress + waiting.size(), done));
        }
    }

    private void reached() {
        Mark next = marks.peek();
        while (next != null && next.progress() <= progress) {
            marks.remove();
            flushed(next.done());
            next = marks.peek();
        }
    }

    private void flushed(CompletableFuture<Void> done) {
        ChannelFuture last = channel.writeAndFlush(channel.alloc().buffer(0));
        var _ = last.addListener(future -> {
            if (future.isSuccess()) {
                done.complete(null);
            } else {
                done.completeExceptionally(future.cause());
            }
        });
    }

    private static long size(Stanza stanza) {
        return (long) stanza.content().size() + TYPICAL_BYTES;
    }

    private void encode(Stanza stanza) {
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

    private void flush() {
        flushing = false;
        channel.flush();
    }
}
