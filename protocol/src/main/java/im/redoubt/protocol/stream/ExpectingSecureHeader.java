package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;

/**
 * TLS is established and a new stream was opened; nothing that was said before is known any more.
 *
 * @param context the client
 * @param bindings the channel bindings of this connection
 */
record ExpectingSecureHeader(ClientContext context, ChannelBindings bindings) implements ClientState {
    @Override
    public ClientStep opened(XmlEvent.Opened header) {
        return ServerHeader.fault(header, context)
                .map(fault -> over(new ClientFailure.Broken(fault)))
                .orElseGet(() -> ClientStep.to(new ExpectingMechanisms(context, bindings)));
    }

    @Override
    public ClientStep element(ParsedElement element) {
        return unexpected();
    }
}
