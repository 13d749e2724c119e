package im.redoubt.protocol.stream;

import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import java.util.Optional;

/**
 * Authenticated, without a session: an earlier one goes on if it can (XEP-0198 section 5), or the features must offer to bind a
 * resource (RFC 6120 section 7), which the server names.
 *
 * @param authenticated the proof
 * @param resumption what became of an earlier session
 */
record ExpectingBinding(Authenticated authenticated, ResumptionOutcome resumption) implements SignedIn {
    @Override
    public ClientStep element(ParsedElement element) {
        Optional<ServerFeatures> features = ServerFeatures.read(element);
        if (!features.isPresent()) {
            return broken(StreamCondition.BAD_FORMAT, "features were expected, each at most once");
        }
        Optional<ClientResumption> earlier = context().wishes().resumption();
        if (earlier.isPresent()
                && resumption instanceof ResumptionOutcome.None
                && features.get().counts()) {
            return ClientStep.to(
                    new ExpectingResumption(authenticated, features.get(), earlier.get()),
                    new ClientEffect.Send(earlier.get().element()));
        }
        return bind(authenticated, features.get(), resumption);
    }

    /** Returns the step that asks for a resource. */
    static ClientStep bind(Authenticated authenticated, ServerFeatures features, ResumptionOutcome resumption) {
        if (!features.bind()) {
            return ClientStep.over(
                    authenticated.context(),
                    new ClientFailure.Broken(
                            StreamError.of(StreamCondition.UNSUPPORTED_FEATURE, "resource binding is needed")));
        }
        String id = authenticated.context().id();
        Element request = Element.named(Stanza.CLIENT_NAMESPACE, "iq")
                .attribute("type", "set")
                .attribute("id", id)
                .child(Element.named(StreamNames.BIND, "bind").build())
                .build();
        return ClientStep.to(
                new ExpectingAddress(authenticated, features, resumption, id), new ClientEffect.Send(request));
    }
}
