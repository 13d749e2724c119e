package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.Offer;
import im.redoubt.protocol.sasl.TokenMechanism;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlName;
import java.util.Optional;

/**
 * A token is to be handed out with the success (XEP-0484 sections 3.2 and 3.5). Who has not said which client he is, or asks for
 * a mechanism that was not offered, signs in without one.
 *
 * @param mechanism what it is for, empty for one that we do not know
 */
record InlineToken(Optional<TokenMechanism> mechanism) implements InlineRequest {
    /** Tokens. */
    record Feature() implements InlineFeature {
        @Override
        public XmlName asked() {
            return new XmlName(FastUse.NAMESPACE, "request-token");
        }

        @Override
        public Optional<Element> announced(ServerContext context, Offer offer) {
            Element.Builder fast = Element.named(FastUse.NAMESPACE, "fast");
            var mechanisms = FastMechanism.offered(context, offer.bindings());
            mechanisms.forEach(one -> fast.child(FastUse.NAMESPACE, "mechanism", one.wireName()));
            return mechanisms.isEmpty() ? Optional.empty() : Optional.of(fast.build());
        }

        @Override
        public Optional<InlineRequest> read(Element asked) {
            return asked.attribute("mechanism").map(name -> new InlineToken(TokenMechanism.named(name)));
        }
    }

    @Override
    public ServerEffect effect(Completion completion) {
        return new ServerEffect.IssueToken(
                completion.account(),
                completion.agent(),
                mechanism.filter(FastMechanism.offered(
                        completion.context(),
                        completion.authentication().offer().bindings())::contains));
    }

    @Override
    public ServerStep answered(AwaitingInline state, Completion rest, ServerAnswer answer) {
        if (answer instanceof ServerAnswer.TokenIssued issued) {
            return rest.with(Element.named(FastUse.NAMESPACE, "token")
                            .attribute("token", issued.token())
                            .attribute("expiry", issued.expiry().toString())
                            .build())
                    .next();
        }
        return answer instanceof ServerAnswer.NoToken || answer instanceof ServerAnswer.Unavailable
                ? rest.next()
                : state.unasked(answer);
    }
}
