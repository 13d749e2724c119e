package im.redoubt.protocol.stream;

import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;

/**
 * STARTTLS was asked for. Only {@code <proceed/>} leads on, and what came behind it is dropped with it.
 *
 * @param context the client
 */
record ExpectingProceed(ClientContext context) implements ClientState {
    @Override
    public ClientStep opened(XmlEvent.Opened header) {
        return unexpectedHeader();
    }

    @Override
    public ClientStep element(ParsedElement element) {
        return element.name().is(StreamNames.TLS, "proceed")
                ? ClientStep.to(new ExpectingTls(context), new ClientEffect.StartTls(context.domain()))
                : over(new ClientFailure.Insecure("STARTTLS was refused"));
    }

    @Override
    public ClientStep error(ParsedElement error) {
        return over(InClear.ended(error));
    }
}
