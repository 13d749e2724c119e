package im.redoubt.protocol.stream;

import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;
import java.util.Optional;

/**
 * Authenticated: the features must offer to bind a resource (RFC 6120 section 7), which the server names.
 *
 * @param authenticated the proof
 */
record ExpectingBinding(Authenticated authenticated) implements ClientState {
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
        Optional<ServerFeatures> features = ServerFeatures.read(element);
        if (!features.isPresent()) {
            return broken(StreamCondition.BAD_FORMAT, "features were expected, each at most once");
        }
        if (!features.get().bind()) {
            return broken(StreamCondition.UNSUPPORTED_FEATURE, "resource binding is needed");
        }
        String id = context().id();
        Element request = Element.named(Stanza.CLIENT_NAMESPACE, "iq")
                .attribute("type", "set")
                .attribute("id", id)
                .child(Element.named(StreamNames.BIND, "bind").build())
                .build();
        return ClientStep.to(new ExpectingAddress(authenticated, features.get(), id), new ClientEffect.Send(request));
    }
}
