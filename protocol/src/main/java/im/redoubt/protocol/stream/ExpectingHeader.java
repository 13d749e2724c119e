package im.redoubt.protocol.stream;

import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;

/**
 * A connection in clear: the domain was named, nothing else, and the server's header is awaited.
 *
 * @param context the client
 */
record ExpectingHeader(ClientContext context) implements ClientState {
    @Override
    public ClientStep opened(XmlEvent.Opened header) {
        return ServerHeader.fault(header, context)
                .map(fault -> over(new ClientFailure.Broken(fault)))
                .orElseGet(() -> ClientStep.to(new ExpectingStartTls(context)));
    }

    @Override
    public ClientStep element(ParsedElement element) {
        return unexpected();
    }

    @Override
    public ClientStep error(ParsedElement error) {
        return over(InClear.ended(error));
    }
}
