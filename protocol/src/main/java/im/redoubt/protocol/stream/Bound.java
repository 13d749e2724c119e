package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.FullJid;
import im.redoubt.xml.ParsedElement;

/**
 * Negotiation is over: a session has the stream. Its elements go to the session, not here.
 *
 * @param context the server
 * @param address the session's full address
 */
public record Bound(ServerContext context, FullJid address) implements OpenStream {
    @Override
    public ServerStep element(ParsedElement element) {
        throw new IllegalStateException("a session's element was given to the negotiation");
    }

    @Override
    public ServerStep answered(ServerAnswer answer) {
        return unasked(answer);
    }
}
