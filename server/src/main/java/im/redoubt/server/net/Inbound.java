package im.redoubt.server.net;

import im.redoubt.server.stream.StreamDriver;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlLimits;
import im.redoubt.xml.XmlParser;
import im.redoubt.xml.XmlViolation;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * What came from one peer and is not read yet. Belongs to the event loop. It hands out one event at a time, and none while it
 * is suspended; bytes behind an event stay here until somebody asks for the next.
 */
final class Inbound implements XmlEvent.Cases<Boolean> {
    private final XmlParser parser;
    private final Queue<ByteBuf> buffers = new ArrayDeque<>(1);
    private final Gate gate;
    private boolean betweenStreams;

    /** Who takes the events, and whether it takes any more. */
    interface Gate {
        /** Counts an element. Returns whether it may be handed out. */
        boolean element();

        /** Returns who takes the events now. */
        StreamDriver driver();
    }

    Inbound(XmlLimits limits, Gate gate) {
        this.parser = XmlParser.stream(limits);
        this.gate = gate;
    }

    void limits(XmlLimits limits) {
        parser.limits(limits);
    }

    /** Takes bytes over; they are released when they are read. */
    void add(ByteBuf bytes) {
        buffers.add(bytes);
    }

    /** Returns how many bytes wait. */
    int bytes() {
        return buffers.stream().mapToInt(ByteBuf::readableBytes).sum();
    }

    /** Begins a new stream; what was received behind the old one belongs to it. */
    void restart() {
        parser.restart();
        betweenStreams = true;
    }

    /** White space behind the last element of the old stream is no part of the new one; some clients send a line feed. */
    private void skipWhiteSpace(ByteBuf bytes) {
        while (betweenStreams && bytes.isReadable()) {
            byte next = bytes.getByte(bytes.readerIndex());
            betweenStreams = next == ' ' || next == '\n' || next == '\r' || next == '\t';
            if (betweenStreams) {
                bytes.skipBytes(1);
            }
        }
    }

    /** Forgets what was received and not read. */
    void discard() {
        buffers.forEach(ByteBuf::release);
        buffers.clear();
    }

    /**
     * Reads the next event and gives it to the driver.
     *
     * @return whether there may be another one
     */
    boolean next() {
        while (true) {
            ByteBuf first = buffers.peek();
            if (first == null) {
                return false;
            }
            skipWhiteSpace(first);
            ByteBuffer bytes = first.internalNioBuffer(first.readerIndex(), first.readableBytes());
            int before = bytes.position();
            XmlEvent event = parser.next(bytes);
            first.skipBytes(bytes.position() - before);
            if (!first.isReadable()) {
                buffers.remove();
                first.release();
            }
            if (!(event instanceof XmlEvent.Starved)) {
                return event.on(this);
            }
        }
    }

    @Override
    public Boolean opened(XmlEvent.Opened opened) {
        gate.driver().opened(opened);
        return true;
    }

    @Override
    public Boolean element(ParsedElement element) {
        if (gate.element()) {
            gate.driver().element(element);
        }
        return true;
    }

    @Override
    public Boolean closed() {
        gate.driver().footer();
        return false;
    }

    @Override
    public Boolean violation(XmlViolation violation) {
        gate.driver().violation(violation);
        return false;
    }

    @Override
    public Boolean starved() {
        return false;
    }
}
