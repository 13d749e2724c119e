package im.redoubt.client.websocket;

import im.redoubt.protocol.stream.WebSocketFraming;
import im.redoubt.xml.MessageReader;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlLimits;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The way in: messages that may come in pieces, and control frames between the pieces (RFC 6455 section 5.4). */
final class Receiving {
    private static final int CHUNK_BYTES = 4_096;
    private static final int NORMAL = 1000;
    private static final int MAX_EMPTY_PIECES = 64;

    private final InputStream in;
    private final Sending answers;
    private final MessageReader reader;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private int maxBytes;
    private boolean midMessage;
    private int emptyPieces;
    private Optional<XmlEvent> refused = Optional.empty();

    Receiving(InputStream in, Sending answers, XmlLimits limits) {
        this.in = in;
        this.answers = answers;
        this.reader = new MessageReader(limits);
        this.maxBytes = limits.maxBytes();
    }

    void limits(XmlLimits limits) {
        reader.limits(limits);
        maxBytes = limits.maxBytes();
    }

    /** Returns what the next message means to the stream; nothing is read any more after a refusal. */
    XmlEvent next() throws IOException {
        if (refused.isPresent()) {
            return refused.get();
        }
        try {
            while (true) {
                FrameHead head = FrameHead.read(in, Math.max(maxBytes, FrameHead.MAX_CONTROL_BYTES));
                if (head.isControl()) {
                    control(head);
                } else {
                    XmlEvent event = piece(head);
                    if (!(event instanceof XmlEvent.Starved)) {
                        return event;
                    }
                }
            }
        } catch (FrameException broken) {
            answers.close(broken.code());
            throw broken;
        }
    }

    private XmlEvent piece(FrameHead head) throws IOException {
        if (midMessage != (head.kind() == FrameHead.CONTINUATION)) {
            throw new FrameException(FrameException.PROTOCOL_ERROR, "a piece that belongs to no message");
        }
        emptyPieces = head.length() == 0 && !head.last() ? emptyPieces + 1 : 0;
        if (emptyPieces > MAX_EMPTY_PIECES) {
            throw new FrameException(FrameException.PROTOCOL_ERROR, "a message of many pieces with nothing in them");
        }
        midMessage = !head.last();
        XmlEvent event = payload(head);
        if (event instanceof XmlEvent.Refused) {
            refused = Optional.of(event);
        }
        return event instanceof XmlEvent.Complete complete ? WebSocketFraming.event(complete.element()) : event;
    }

    private void control(FrameHead head) throws IOException {
        byte[] payload = new byte[head.length()];
        for (int read = 0; read < payload.length; ) {
            read += some(payload, read, payload.length - read);
        }
        if (head.kind() == FrameHead.PING) {
            answers.pong(payload);
        } else if (head.kind() == FrameHead.CLOSE) {
            answers.close(payload.length == 1 ? FrameException.PROTOCOL_ERROR : NORMAL);
            throw new EOFException("the server closed the WebSocket");
        }
    }

    private int some(byte[] into, int from, int most) throws IOException {
        int count = in.read(into, from, most);
        if (count < 0) {
            throw new EOFException("the server closed the connection");
        }
        return count;
    }

    /** Reads the payload of one frame as it comes. */
    private XmlEvent payload(FrameHead head) throws IOException {
        int left = head.length();
        XmlEvent event;
        do {
            int count = left == 0 ? 0 : some(chunk, 0, Math.min(left, chunk.length));
            left -= count;
            event = reader.next(ByteBuffer.wrap(chunk, 0, count), left == 0 && head.last());
        } while (left > 0 && event instanceof XmlEvent.Starved);
        return event;
    }
}
