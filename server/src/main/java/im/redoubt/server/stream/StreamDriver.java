package im.redoubt.server.stream;

import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlViolation;

/** What a connection hands its XML to: first the negotiation, then the session. Everything runs on the event loop. */
public interface StreamDriver {
    /** The stream was opened. */
    void opened(XmlEvent.Opened header);

    /** An element came. */
    void element(ParsedElement element);

    /** The peer closed the stream. */
    void footer();

    /** The bytes were refused. */
    void violation(XmlViolation violation);

    /** The connection is gone. */
    void disconnected();
}
