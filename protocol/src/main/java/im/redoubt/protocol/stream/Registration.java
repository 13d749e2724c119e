package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCodec;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.protocol.stanza.StanzaReading;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import java.util.Optional;

/** Making an account with an invitation before authentication (XEP-0445 on XEP-0077). Without one there is no registration. */
final class Registration {
    static final String NAMESPACE = "jabber:iq:register";
    static final String FEATURE = "http://jabber.org/features/iq-register";
    static final String TOKEN_FEATURE = "urn:xmpp:ibr-token:0";
    static final String PREAUTH = "urn:xmpp:pars:0";

    private Registration() {}

    /** Returns the step for a request that belongs to registration, or nothing if {@code element} is none. */
    static Optional<ServerStep> begin(Authentication authentication, ParsedElement element) {
        Optional<IqRequest> request = request(element);
        if (!request.isPresent()) {
            return Optional.empty();
        }
        if (request.get().payloadName().is(PREAUTH, "preauth")) {
            return Optional.of(preauth(authentication, request.get()));
        }
        if (request.get().payloadName().is(NAMESPACE, "query")) {
            StanzaError refusal = StanzaError.of(StanzaCondition.NOT_ALLOWED, "An account is made with an invitation.");
            return Optional.of(authentication.unregistered(StanzaCodec.tree(refusal.answer(request.get()))));
        }
        return Optional.empty();
    }

    private static ServerStep preauth(Authentication authentication, IqRequest request) {
        InvitationToken token =
                new InvitationToken(request.payload().attribute("token").orElse(""));
        return ServerStep.to(
                new AwaitingInvitation(authentication, request, token), new ServerEffect.FindInvitation(token));
    }

    /** Returns the request in {@code element}, if it is one. */
    static Optional<IqRequest> request(ParsedElement element) {
        return StanzaCodec.read(element, Stanza.CLIENT_NAMESPACE, Optional.empty()) instanceof StanzaReading.Valid valid
                        && valid.stanza() instanceof IqRequest request
                ? Optional.of(request)
                : Optional.empty();
    }

    /** Returns the form: a name, which may be prescribed, and a password. */
    static Element form(Optional<String> name) {
        return Element.named(NAMESPACE, "query")
                .child(NAMESPACE, "instructions", "Choose a user name and a password.")
                .child(NAMESPACE, "username", name.orElse(""))
                .child(NAMESPACE, "password", "")
                .build();
    }

    /** Returns the account that {@code form} asks for, if the name can be one. */
    static Optional<BareJid> account(Element form, BareJid domain) {
        return form.first(NAMESPACE, "username")
                .map(Element::text)
                .filter(name -> !name.isEmpty() && name.indexOf('@') < 0 && name.indexOf('/') < 0)
                .flatMap(name -> BareJid.parse(name + "@" + domain));
    }
}
