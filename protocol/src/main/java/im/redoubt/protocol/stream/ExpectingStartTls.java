package im.redoubt.protocol.stream;

import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;

/**
 * A stream in clear: its features must offer STARTTLS, and nothing else in them is looked at. Whether the server says that
 * it is required makes no difference: it is required here (RFC 7590 section 3.1).
 *
 * @param context the client
 */
record ExpectingStartTls(ClientContext context) implements ClientState {
    private static final Element START_TLS =
            Element.named(StreamNames.TLS, "starttls").build();

    @Override
    public ClientStep opened(XmlEvent.Opened header) {
        return unexpectedHeader();
    }

    @Override
    public ClientStep element(ParsedElement element) {
        if (!element.name().is(StreamNames.STREAMS, "features")) {
            return over(new ClientFailure.Insecure("no features, and so no STARTTLS"));
        }
        return element.content().has(StreamNames.TLS, "starttls")
                ? ClientStep.to(new ExpectingProceed(context), new ClientEffect.Send(START_TLS))
                : over(new ClientFailure.Insecure("STARTTLS is not offered"));
    }

    @Override
    public ClientStep error(ParsedElement error) {
        return over(InClear.ended(error));
    }
}
