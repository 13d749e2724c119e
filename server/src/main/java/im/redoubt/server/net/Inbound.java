package im.redoubt.server.net;

import im.redoubt.server.stream.StreamDriver;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlViolation;
import io.netty.channel.ChannelConfig;
import java.util.ArrayDeque;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What came from one peer and is not read yet. Belongs to the event loop. It hands out one event at a time, and none while it
 * is suspended; bytes behind an event stay here until it is resumed, and no more are taken from the network meanwhile.
 */
final class Inbound implements XmlEvent.Cases<Boolean> {
    private static final Logger LOG = LoggerFactory.getLogger(Inbound.class);

    /** More than comes at once while nothing is read; only a peer that leaves makes all of its last bytes come. */
    private static final int MAX_UNREAD_BYTES = 262_144;

    private final ChannelConfig config;
    private final Framing framing;
    private final Queue<Piece> pieces = new ArrayDeque<>(1);
    private final Gate gate;
    private int bytes;
    private int holds;
    private int unsettled;
    private boolean reading;
    private boolean complete;

    /** Who takes the events, and whether it takes any more. */
    interface Gate {
        /** Returns whether anything is read. */
        boolean isOpen();

        /** Counts an element. Returns whether it may be handed out. */
        boolean element();

        /** Returns who takes the events now. */
        StreamDriver driver();

        /** All that the peer sent before it left has taken effect. */
        void left();

        /** What took an event failed, and it is our fault. */
        void failed();
    }

    Inbound(ChannelConfig config, Framing framing, Gate gate) {
        this.config = config;
        this.framing = framing;
        this.gate = gate;
    }

    /** Takes a piece over; its bytes are released when they are read. */
    void add(Piece piece) {
        if (!isOpen()) {
            piece.bytes().release();
            return;
        }
        pieces.add(piece);
        bytes += piece.bytes().readableBytes();
        complete = holds > 0 && bytes > MAX_UNREAD_BYTES + framing.mostAtOnceBytes();
        read();
    }

    /** Returns whether what comes is read. */
    boolean isOpen() {
        return gate.isOpen() && !complete;
    }

    /** Nothing more comes. What came before takes effect all the same, in its order. */
    void complete() {
        complete = true;
        leftIfSettled();
    }

    private void leftIfSettled() {
        if (complete && holds == 0 && unsettled == 0) {
            gate.left();
        }
    }

    /** What was read is still to take effect, before {@link #settled} is called as often. */
    void linger() {
        unsettled++;
    }

    /** It has taken effect. */
    void settled() {
        unsettled--;
        leftIfSettled();
    }

    /** Reads nothing more until {@link #resume} was called as often. */
    void suspend() {
        holds++;
        config.setAutoRead(false);
    }

    /** Reads on. */
    void resume() {
        holds--;
        if (holds == 0) {
            read();
        }
        if (holds == 0 && !complete) {
            config.setAutoRead(true);
        }
        leftIfSettled();
    }

    private void read() {
        if (reading) {
            return;
        }
        reading = true;
        try {
            while (holds == 0 && gate.isOpen() && next()) {
                // each turn gives one event to the driver
            }
        } catch (RuntimeException fault) { // our own fault must end this connection only, and loudly
            LOG.error("a fault of the server ends a connection", fault);
            gate.failed();
        } finally {
            reading = false;
        }
    }

    /** Forgets what was received and not read. */
    void discard() {
        pieces.forEach(piece -> piece.bytes().release());
        pieces.clear();
        bytes = 0;
    }

    /** Reads the next event and gives it to the driver. Returns whether there may be another one. */
    private boolean next() {
        while (true) {
            Piece first = pieces.peek();
            if (first == null) {
                return false;
            }
            int before = first.bytes().readableBytes();
            XmlEvent event = framing.read(first);
            bytes -= before - first.bytes().readableBytes();
            if (!first.bytes().isReadable()) {
                pieces.remove();
                first.bytes().release();
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
