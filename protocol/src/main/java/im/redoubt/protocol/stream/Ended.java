package im.redoubt.protocol.stream;

import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;

/**
 * The stream is over. Whatever still comes is ignored.
 *
 * @param context the server
 */
public record Ended(ServerContext context) implements ServerState {
    @Override
    public boolean headerSent() {
        return true;
    }

    @Override
    public ServerStep opened(XmlEvent.Opened header) {
        return ServerStep.to(this);
    }

    @Override
    public ServerStep element(ParsedElement element) {
        return ServerStep.to(this);
    }

    @Override
    public ServerStep answered(ServerAnswer answer) {
        return ServerStep.to(this);
    }
}
