package im.redoubt.protocol.stream;

import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;

/**
 * The client's stream is over. Whatever still comes is ignored, and nothing is written.
 *
 * @param context the client
 */
record Parted(ClientContext context) implements ClientState {
    @Override
    public ClientStep opened(XmlEvent.Opened header) {
        return ClientStep.to(this);
    }

    @Override
    public ClientStep element(ParsedElement element) {
        return ClientStep.to(this);
    }

    @Override
    public ClientStep error(ParsedElement error) {
        return ClientStep.to(this);
    }

    @Override
    public ClientStep answered(ClientAnswer answer) {
        return ClientStep.to(this);
    }

    @Override
    public ClientStep over(ClientFailure why) {
        return ClientStep.to(this);
    }

    @Override
    public ClientStep dropped(ClientFailure why) {
        return ClientStep.to(this);
    }
}
