package im.redoubt.protocol.stream;

import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;

/**
 * Authenticated; the stream was opened anew, and the server must still be the same domain.
 *
 * @param authenticated the proof
 */
record ExpectingAuthenticatedHeader(Authenticated authenticated) implements ClientState {
    @Override
    public ClientContext context() {
        return authenticated.context();
    }

    @Override
    public ClientStep opened(XmlEvent.Opened header) {
        return ServerHeader.fault(header, context())
                .map(fault -> over(new ClientFailure.Broken(fault)))
                .orElseGet(() -> ClientStep.to(new ExpectingBinding(authenticated, new ResumptionOutcome.None())));
    }

    @Override
    public ClientStep element(ParsedElement element) {
        return unexpected();
    }
}
