package im.redoubt.protocol.stream;

import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;

/**
 * The server proved itself in a challenge; the success that says so follows, with nothing in it.
 *
 * @param authenticated the proof
 */
record ExpectingConfirmation(Authenticated authenticated) implements ClientState {
    @Override
    public ClientContext context() {
        return authenticated.context();
    }

    @Override
    public ClientStep opened(XmlEvent.Opened header) {
        return unexpectedHeader();
    }

    @Override
    public ClientStep element(ParsedElement element) {
        if (SaslElements.is(element, "failure")) {
            return over(SaslElements.refused(element));
        }
        boolean empty =
                SaslElements.data(element).filter(data -> data.length == 0).isPresent();
        return SaslElements.is(element, "success") && empty ? authenticated.restart() : unexpected();
    }
}
