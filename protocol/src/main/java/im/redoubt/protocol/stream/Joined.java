package im.redoubt.protocol.stream;

import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;

/**
 * Negotiation is over: a session has the stream. Its elements go to the session, not here.
 *
 * @param context the client
 * @param session the session
 */
record Joined(ClientContext context, ClientSession session) implements ClientState {
    @Override
    public ClientStep opened(XmlEvent.Opened header) {
        return unexpectedHeader();
    }

    @Override
    public ClientStep element(ParsedElement element) {
        throw new IllegalStateException("a session's element was given to the negotiation");
    }
}
