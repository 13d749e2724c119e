package im.redoubt.protocol.stream;

import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;

/**
 * The TLS handshake is under way; a connection with direct TLS (XEP-0368) begins here. Whatever ends it, no XML is written
 * into it.
 *
 * @param context the client
 */
record ExpectingTls(ClientContext context) implements ClientState {
    @Override
    public ClientStep opened(XmlEvent.Opened header) {
        throw new IllegalStateException("XML was read during the TLS handshake");
    }

    @Override
    public ClientStep element(ParsedElement element) {
        throw new IllegalStateException("XML was read during the TLS handshake");
    }

    @Override
    public ClientStep error(ParsedElement error) {
        return element(error);
    }

    @Override
    public ClientStep over(ClientFailure why) {
        return dropped(why);
    }

    @Override
    public ClientStep answered(ClientAnswer answer) {
        return answer instanceof ClientAnswer.Secured secured
                ? ClientStep.to(new ExpectingSecureHeader(context, secured.bindings()), context.open())
                : ClientState.super.answered(answer);
    }
}
