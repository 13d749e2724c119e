package im.redoubt.audit.traffic;

import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlLimits;
import im.redoubt.xml.XmlParser;
import im.redoubt.xml.XmlViolation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reading of one element, or of the header of a stream, from the beginning of a window. */
final class Attempt {
    /** Of what a server sends nothing is larger that anybody would take. */
    static final XmlLimits LIMITS = XmlLimits.DELIVERED;

    private static final int PIECE = 1024;

    /** What came of it; each has the bytes that it took, as they are in the capture. */
    sealed interface Result {
        int length();
    }

    /** An element. */
    record Whole(ParsedElement element, int length) implements Result {}

    /** The header of a stream. */
    record Header(XmlEvent.Opened opened, int length) implements Result {}

    /** What is no XML, or none that a stream may carry. */
    record Broken(XmlViolation violation, int length) implements Result {}

    /** It has no end. */
    record Cut(int length) implements Result {}

    private static final byte[] USUAL =
            ("<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'"
                            + " xmlns:db='jabber:server:dialback'>")
                    .getBytes(StandardCharsets.UTF_8);

    private final Window window;
    private Optional<byte[]> around = Optional.empty();

    Attempt(Window window) {
        this.window = window;
    }

    /** Reads an element as it stands in a stream of a client, or, where a prefix of it is unknown there, in the stream seen last. */
    Result element(Encoding encoding) throws IOException {
        Result result = read(inside(USUAL), encoding);
        boolean prefix =
                result instanceof Broken broken && broken.violation().kind() == XmlViolation.Kind.BAD_NAMESPACE_PREFIX;
        return prefix && around.isPresent() ? read(inside(around.get()), encoding) : result;
    }

    /** Takes the beginning of the window as the header around what comes. */
    void around(int length) {
        ByteBuffer piece = window.piece(0, length);
        byte[] header = new byte[piece.remaining()];
        piece.get(header);
        around = Optional.of(header);
    }

    private static XmlParser inside(byte[] header) {
        XmlParser parser = XmlParser.stream(LIMITS);
        parser.next(ByteBuffer.wrap(header));
        return parser;
    }

    /** Reads a start tag as the header of a stream. */
    Result header(Encoding encoding) throws IOException {
        return read(XmlParser.stream(XmlLimits.ANNOUNCED), encoding);
    }

    private Result read(XmlParser parser, Encoding encoding) throws IOException {
        int ahead = 0;
        ByteArrayOutputStream decoded = new ByteArrayOutputStream();
        while (window.has(ahead)) {
            ByteBuffer piece;
            int start = ahead;
            if (encoding == Encoding.PLAIN) {
                piece = window.piece(ahead, PIECE);
            } else {
                decoded.reset();
                int taken = ahead == 0 ? encoding.openingLength() : encoding.decode(window, ahead, decoded);
                if (taken == 0) {
                    return new Cut(ahead);
                }
                if (ahead == 0) {
                    decoded.write('<');
                }
                piece = ByteBuffer.wrap(decoded.toByteArray());
                ahead += taken;
            }
            int before = piece.position();
            XmlEvent event = parser.next(piece);
            ahead = encoding == Encoding.PLAIN ? start + piece.position() - before : ahead;
            if (!(event instanceof XmlEvent.Starved)) {
                return result(event, ahead);
            }
        }
        return new Cut(ahead);
    }

    private static Result result(XmlEvent event, int length) {
        return switch (event) {
            case XmlEvent.Complete complete -> new Whole(complete.element(), length);
            case XmlEvent.Opened opened -> new Header(opened, length);
            case XmlEvent.Refused refused -> new Broken(refused.violation(), length);
            case XmlEvent.Closed _, XmlEvent.Starved _ -> new Cut(length);
        };
    }
}
