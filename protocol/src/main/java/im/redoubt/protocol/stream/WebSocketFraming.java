package im.redoubt.protocol.stream;

import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlAttribute;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlName;
import im.redoubt.xml.XmlViolation;
import java.util.List;

/**
 * A stream in WebSocket messages (RFC 7395 section 3.3): {@code <open/>} stands for its header and {@code <close/>} for its
 * end, and everything between is an element in a message of its own. To the negotiation it is a stream like any other.
 */
public final class WebSocketFraming {
    /** Of {@code <open/>} and {@code <close/>}. */
    public static final String NAMESPACE = "urn:ietf:params:xml:ns:xmpp-framing";

    /** The subprotocol that both sides must name in the handshake (section 3.1). */
    public static final String SUBPROTOCOL = "xmpp";

    private static final XmlName STREAM = new XmlName(StreamNames.STREAMS, "stream");

    private WebSocketFraming() {}

    /**
     * Returns what a message means to the stream.
     *
     * @param element the element that is the message
     * @return the beginning or the end of the stream, the element itself, or the violation that an {@code <open/>} or a
     *     {@code <close/>} with something inside is
     */
    public static XmlEvent event(ParsedElement element) {
        boolean opens = element.name().is(NAMESPACE, "open");
        if (!opens && !element.name().is(NAMESPACE, "close")) {
            return new XmlEvent.Complete(element);
        }
        if (element.content().size() > 0) {
            return new XmlEvent.Refused(
                    new XmlViolation(XmlViolation.Kind.BAD_FORMAT, "something inside of an element that is empty"));
        }
        return opens
                ? new XmlEvent.Opened(STREAM, Stanza.CLIENT_NAMESPACE, element.attributes())
                : new XmlEvent.Closed();
    }

    /**
     * Returns what stands for a stream header.
     *
     * @param attributes those of the header, in this order
     */
    public static Element open(List<XmlAttribute> attributes) {
        Element.Builder open = Element.named(NAMESPACE, "open");
        attributes.forEach(attribute -> open.attribute(attribute.name(), attribute.value()));
        return open.build();
    }

    /** Returns what stands for the end of a stream. */
    public static Element close() {
        return Element.named(NAMESPACE, "close").build();
    }
}
