package im.redoubt.protocol.stanza;

import im.redoubt.xml.XmlContent;
import java.util.Optional;

/**
 * The answer to a request.
 *
 * @param header the request's id, addresses exchanged
 * @param isError whether it is an error rather than a result
 * @param content at most one payload; with an error, the error and perhaps the request's payload
 */
public record IqResponse(StanzaHeader header, boolean isError, XmlContent content) implements Iq {
    private static final Optional<String> RESULT = Optional.of("result");
    private static final Optional<String> ERROR = Optional.of("error");

    /** Checks that there is an id. */
    public IqResponse {
        if (!header.id().isPresent()) {
            throw new IllegalArgumentException("an answer has the id of its request");
        }
    }

    @Override
    public Optional<String> typeAttribute() {
        return isError ? ERROR : RESULT;
    }

    @Override
    public IqResponse withHeader(StanzaHeader header) {
        return new IqResponse(header, isError, content);
    }

    @Override
    public IqResponse withContent(XmlContent content) {
        return new IqResponse(header, isError, content);
    }

    @Override
    public <R> R on(Cases<R> cases) {
        return cases.response(this);
    }
}
