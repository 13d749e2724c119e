package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.FullJid;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;

/**
 * Negotiation is over: a session has the stream. Its elements go to the session, not here.
 *
 * @param context the server
 * @param address the session's full address
 */
public record Bound(ServerContext context, FullJid address) implements ServerState {
    @Override
    public boolean headerSent() {
        return true;
    }

    @Override
    public ServerStep opened(XmlEvent.Opened header) {
        return unexpectedHeader();
    }

    @Override
    public ServerStep element(ParsedElement element) {
        throw new IllegalStateException("a session's element was given to the negotiation");
    }

    @Override
    public ServerStep answered(ServerAnswer answer) {
        return unasked(answer);
    }
}
