// A request has exactly one payload (RFC 6120 section 8.2.3).
import im.redoubt.client.Host;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.xml.Element;
import java.util.Optional;

final class RequestWithoutPayload {
    void ask(Host host, Element payload) {
        host.request(IqRequest.Action.GET, Optional.empty()); // refused: no suitable method found for request
        // instead: host.request(IqRequest.Action.GET, Optional.empty(), payload);
    }
}
