package im.redoubt.xml;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages that are one element each, as WebSocket carries them (RFC 7395 section 3.3). The verdict does not depend on
 * how a message is cut into pieces.
 *
 * <p>Guarantee: an element is handed out at the end of its message and not before, so that nothing of a message takes effect
 * unless all of it is right. Before and after the element there is nothing: no white space, no XML declaration.
 *
 * <p>Not thread-safe.
 */
public final class MessageReader {
    private final XmlParser parser;
    private @Nullable XmlEvent complete;
    private @Nullable XmlEvent refused;

    /** Reads messages within these limits. */
    public MessageReader(XmlLimits limits) {
        this.parser = XmlParser.message(limits);
    }

    /** Sets the limits from the next message on. */
    public void limits(XmlLimits limits) {
        parser.limits(limits);
    }

    /**
     * Reads a piece of a message, all of it.
     *
     * @param piece bytes between position and limit; its position is advanced to the limit
     * @param last whether the message ends with it
     * @return {@code Starved} within a message, {@code Complete} at its end, or {@code Refused}, which is final
     */
    public XmlEvent next(ByteBuffer piece, boolean last) {
        if (refused != null) {
            return refused;
        }
        XmlEvent event = parser.next(piece);
        if (event instanceof XmlEvent.Complete) {
            complete = event;
            event = parser.next(piece);
        }
        if (event instanceof XmlEvent.Refused) {
            return refuse(event);
        }
        return last ? end() : event;
    }

    private XmlEvent end() {
        XmlEvent element = complete;
        if (element == null) {
            return refuse(new XmlEvent.Refused(Refusal.malformed("a message that ends before its element does")
                    .violation()));
        }
        complete = null;
        parser.restart();
        return element;
    }

    /** Nothing that was read is kept. */
    private XmlEvent refuse(XmlEvent event) {
        complete = null;
        refused = event;
        parser.restart();
        return event;
    }
}
