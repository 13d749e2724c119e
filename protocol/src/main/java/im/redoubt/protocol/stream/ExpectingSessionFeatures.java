package im.redoubt.protocol.stream;

import im.redoubt.xml.ParsedElement;
import java.util.Optional;

/**
 * A session came with the success: the features of it follow at once (XEP-0388 section 2.6.1).
 *
 * @param authenticated the proof
 * @param start with what the session begins
 */
record ExpectingSessionFeatures(Authenticated authenticated, SessionStart start) implements SignedIn {
    @Override
    public ClientStep element(ParsedElement element) {
        Optional<ServerFeatures> features = ServerFeatures.read(element);
        return features.isPresent()
                ? authenticated.established(start, features)
                : broken(StreamCondition.BAD_FORMAT, "features were expected, each at most once");
    }
}
