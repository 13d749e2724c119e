package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Feeds bytes to a parser and lists what comes out; tests compare such lists. */
final class Reading {
    static final XmlLimits LIMITS = XmlLimits.AUTHENTICATED;
    static final String HEADER = "<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
            + "xmlns:stream='http://etherx.jabber.org/streams' to='example.org' version='1.0'>";

    private Reading() {}

    /** Cuts the bytes into the next piece. */
    interface Cut {
        int next(int from, int left);
    }

    static byte[] bytes(String s) {
        return s.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] latin(String s) {
        return s.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Returns the events of a stream, the last of which is {@code Starved} if the stream goes on. */
    static List<XmlEvent> stream(String s) {
        return events(XmlParser.stream(LIMITS), bytes(s));
    }

    static List<XmlEvent> document(String s) {
        return events(XmlParser.document(LIMITS), bytes(s));
    }

    /** Feeds the bytes in one piece, and again one by one, which other code reads; both see the same. */
    static List<XmlEvent> events(XmlParser parser, byte[] bytes) {
        List<XmlEvent> whole = events(parser, bytes, (from, left) -> left);
        parser.restart();
        assertThat(events(parser, bytes, (from, left) -> 1)).isEqualTo(whole);
        return whole;
    }

    /** Feeds the bytes in pieces; {@code Starved} counts only at the very end. */
    static List<XmlEvent> events(XmlParser parser, byte[] bytes, Cut cut) {
        List<XmlEvent> events = new ArrayList<>();
        int from = 0;
        XmlEvent event = XmlEvent.Starved.INSTANCE;
        while (from < bytes.length) {
            int length = cut.next(from, bytes.length - from);
            ByteBuffer in = ByteBuffer.wrap(bytes, from, length);
            do {
                event = parser.next(in);
                if (!(event instanceof XmlEvent.Starved)) {
                    events.add(event);
                }
                if (event instanceof XmlEvent.Refused || event instanceof XmlEvent.Closed) {
                    return events;
                }
            } while (in.hasRemaining() || !(event instanceof XmlEvent.Starved));
            from += length;
        }
        events.add(parser.next(ByteBuffer.allocate(0)));
        return events;
    }

    /** Returns the one element of a document. */
    static ParsedElement element(String s) {
        return element(bytes(s));
    }

    static ParsedElement element(byte[] bytes) {
        return element(events(XmlParser.document(LIMITS), bytes));
    }

    /** Returns the one element of a document that comes in one piece. */
    static ParsedElement whole(byte[] bytes) {
        return element(events(XmlParser.document(LIMITS), bytes, (from, left) -> left));
    }

    /** Returns the one element of a document that comes in two pieces, so that it is not read as a whole. */
    static ParsedElement cut(byte[] bytes) {
        return element(events(XmlParser.document(LIMITS), bytes, (from, left) -> from == 0 ? 2 : left));
    }

    private static ParsedElement element(List<XmlEvent> events) {
        if (events.get(0) instanceof XmlEvent.Complete complete) {
            return complete.element();
        }
        throw new AssertionError(events.toString());
    }

    /** Returns the only stanza of a stream. */
    static ParsedElement stanza(String s) {
        List<XmlEvent> events = stream(HEADER + s);
        if (events.size() == 3 && events.get(1) instanceof XmlEvent.Complete complete) {
            return complete.element();
        }
        throw new AssertionError(events.toString());
    }

    /** Returns the canonical content of the only element of a document. */
    static String content(String s) {
        return new String(element(s).content().toByteArray(), StandardCharsets.UTF_8);
    }

    /** Returns why the bytes are refused. */
    static XmlViolation.Kind refusal(XmlParser parser, byte[] bytes) {
        List<XmlEvent> events = events(parser, bytes);
        if (events.get(events.size() - 1) instanceof XmlEvent.Refused refused) {
            return refused.violation().kind();
        }
        throw new AssertionError("not refused: " + events);
    }

    static XmlViolation.Kind documentRefusal(String s) {
        return refusal(XmlParser.document(LIMITS), bytes(s));
    }

    static XmlViolation.Kind stanzaRefusal(String s) {
        return refusal(XmlParser.stream(LIMITS), bytes(HEADER + s));
    }
}
