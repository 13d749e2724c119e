package im.redoubt.protocol.stream;

import im.redoubt.xml.ParsedElement;
import java.util.Optional;

/**
 * A resource is bound, and the server was asked to count stanzas (XEP-0198 section 3): it does, or the session begins without.
 *
 * @param authenticated the proof
 * @param features what the server offers to the session
 * @param start with what the session begins
 */
record ExpectingCounting(Authenticated authenticated, ServerFeatures features, SessionStart start) implements SignedIn {
    @Override
    public ClientStep element(ParsedElement element) {
        if (StreamManagement.is(element, "enabled")) {
            return StreamCounting.read(element.toElement(), context().wishes().counting())
                    .map(counting -> authenticated.established(start.counted(counting), Optional.of(features)))
                    .orElseGet(() -> broken(StreamCondition.INVALID_XML, "a stream that goes on, without an id"));
        }
        return StreamManagement.is(element, "failed")
                ? authenticated.established(start, Optional.of(features))
                : unexpected();
    }
}
