package im.redoubt.protocol.stanza;

import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import im.redoubt.xml.XmlName;
import java.util.Optional;

/**
 * A get or set: it has an id and exactly one payload, and is answered exactly once.
 *
 * @param header id, addresses and language
 * @param action whether it asks or changes
 * @param content the payload
 */
public record IqRequest(StanzaHeader header, Action action, XmlContent content) implements Iq {
    /** What is asked for. */
    public enum Action {
        /** Asks for information. */
        GET("get"),
        /** Provides or changes something. */
        SET("set");

        private final Optional<String> attribute;

        Action(String wire) {
            this.attribute = Optional.of(wire);
        }
    }

    /** Checks that there is an id and exactly one payload. */
    public IqRequest {
        if (!header.id().isPresent() || content.children().size() != 1) {
            throw new IllegalArgumentException("a request has an id and exactly one payload");
        }
    }

    /** Returns a request with {@code payload}. */
    public static IqRequest of(Action action, StanzaHeader header, Element payload) {
        return new IqRequest(header, action, XmlContent.of(CLIENT_NAMESPACE, java.util.List.of(payload)));
    }

    /** Returns the name of the payload. */
    public XmlName payloadName() {
        return content.children().get(0);
    }

    /** Builds the payload's tree. */
    public Element payload() {
        return content.elements().get(0);
    }

    /** Returns the result that answers this, with nothing inside. */
    public IqResponse result() {
        return new IqResponse(header.reply(), false, XmlContent.empty(content.contextNamespace()));
    }

    /** Returns the result that answers this, with {@code payload}. */
    public IqResponse result(Element payload) {
        return new IqResponse(
                header.reply(), false, XmlContent.of(content.contextNamespace(), java.util.List.of(payload)));
    }

    /** Returns the error that refuses this for the reason {@code condition}. */
    public IqResponse refusal(StanzaCondition condition) {
        return new IqResponse(
                header.reply(), true, content.plus(StanzaError.of(condition).toElement(content.contextNamespace())));
    }

    @Override
    public Optional<String> typeAttribute() {
        return action.attribute;
    }

    @Override
    public boolean isError() {
        return false;
    }

    @Override
    public IqRequest withHeader(StanzaHeader header) {
        return new IqRequest(header, action, content);
    }

    @Override
    public IqRequest withContent(XmlContent content) {
        return new IqRequest(header, action, content);
    }

    @Override
    public <R> R on(Cases<R> cases) {
        return cases.request(this);
    }
}
