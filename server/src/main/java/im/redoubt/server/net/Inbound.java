package im.redoubt.server.net;

import im.redoubt.server.stream.StreamDriver;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlViolation;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * What came from one peer and is not read yet. Belongs to the event loop. It hands out one event at a time, and none while it
 * is suspended; bytes behind an event stay here until somebody asks for the next.
 */
final class Inbound implements XmlEvent.Cases<Boolean> {
    private final Framing framing;
    private final Queue<Piece> pieces = new ArrayDeque<>(1);
    private final Gate gate;
    private int bytes;

    /** Who takes the events, and whether it takes any more. */
    interface Gate {
        /** Counts an element. Returns whether it may be handed out. */
        boolean element();

        /** Returns who takes the events now. */
        StreamDriver driver();
    }

    Inbound(Framing framing, Gate gate) {
        this.framing = framing;
        this.gate = gate;
    }

    /** Takes a piece over; its bytes are released when they are read. */
    void add(Piece piece) {
        pieces.add(piece);
        bytes += piece.bytes().readableBytes();
    }

    /** Returns how many bytes wait. */
    int bytes() {
        return bytes;
    }

    /** Forgets what was received and not read. */
    void discard() {
        pieces.forEach(piece -> piece.bytes().release());
        pieces.clear();
        bytes = 0;
    }

    /**
     * Reads the next event and gives it to the driver.
     *
     * @return whether there may be another one
     */
    boolean next() {
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
