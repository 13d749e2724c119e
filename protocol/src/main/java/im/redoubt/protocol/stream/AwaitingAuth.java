package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import java.util.List;
import java.util.Optional;

/**
 * Over TLS: the client picks a mechanism (RFC 6120 section 6.4.2, XEP-0388 section 2.3), or shows an invitation.
 *
 * @param authentication what was offered, and the tries left
 */
public record AwaitingAuth(Authentication authentication) implements OpenStream {
    private static final SaslProfile ORIGINAL = new OriginalSasl();

    @Override
    public ServerContext context() {
        return authentication.context();
    }

    @Override
    public ServerStep element(ParsedElement element) {
        if (ORIGINAL.is(element, "auth")) {
            return authentication.begin(ORIGINAL, element.attribute("mechanism"), Optional.of(element));
        }
        if (ExtensibleSasl.NOT_BEGUN.is(element, "authenticate")) {
            return authenticate(element);
        }
        for (SaslProfile profile : List.of(ORIGINAL, ExtensibleSasl.NOT_BEGUN)) {
            if (profile.is(element, "response")) {
                return authentication.refused(
                        profile, SaslCondition.MALFORMED_REQUEST, "a response without a challenge");
            }
            if (profile.is(element, "abort")) {
                return authentication.aborted(profile);
            }
        }
        return context().invitations()
                ? Registration.begin(authentication, element).orElseGet(this::tooEarly)
                : tooEarly();
    }

    private ServerStep authenticate(ParsedElement element) {
        Optional<Element> initial = element.content().first(StreamNames.SASL2, "initial-response");
        return ExtensibleSasl.read(element)
                .map(profile ->
                        authentication.begin(profile, element.attribute("mechanism"), initial.map(Element::toParsed)))
                .orElseGet(() -> authentication.refused(
                        ExtensibleSasl.NOT_BEGUN,
                        SaslCondition.MALFORMED_REQUEST,
                        "what belongs to the attempt is wrong, or there twice"));
    }

    @Override
    public ServerStep answered(ServerAnswer answer) {
        return unasked(answer);
    }
}
