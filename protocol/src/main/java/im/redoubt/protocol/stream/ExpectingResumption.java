package im.redoubt.protocol.stream;

import im.redoubt.xml.ParsedElement;
import java.util.Optional;

/**
 * An earlier session was asked for (XEP-0198 section 5): it goes on, or a resource is bound.
 *
 * @param authenticated the proof
 * @param features what the server offers to the session
 * @param earlier which session
 */
record ExpectingResumption(Authenticated authenticated, ServerFeatures features, ClientResumption earlier)
        implements SignedIn {
    @Override
    public ClientStep element(ParsedElement element) {
        if (StreamManagement.is(element, "resumed")) {
            return authenticated
                    .resumed(earlier, element, Optional.of(features))
                    .orElseGet(() -> broken(StreamCondition.INVALID_XML, "not the session that was to go on"));
        }
        return StreamManagement.is(element, "failed")
                ? ExpectingBinding.bind(
                        authenticated, features, new ResumptionOutcome.Gone(StreamManagement.handled(element)))
                : unexpected();
    }
}
