package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.Offer;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlName;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A resource is to be bound, and the session to begin with what belongs to it (XEP-0386). Where none can be had, the success has no
 * {@code <bound/>}, and the features after it offer binding as of old, which says why.
 *
 * @param asked the element {@code <bind/>}
 */
record InlineBinding(Element asked) implements InlineRequest {
    static final String NAMESPACE = "urn:xmpp:bind:0";

    /** Bind 2. */
    record Feature() implements InlineFeature {
        @Override
        public XmlName asked() {
            return new XmlName(NAMESPACE, "bind");
        }

        @Override
        public Optional<Element> announced(ServerContext context, Offer offer) {
            Element.Builder inline = Element.named(NAMESPACE, "inline");
            for (String feature : context.bindFeatures()) {
                inline.child(Element.named(NAMESPACE, "feature")
                        .attribute("var", feature)
                        .build());
            }
            Element.Builder bind = Element.named(NAMESPACE, "bind");
            return Optional.of(
                    context.bindFeatures().isEmpty()
                            ? bind.build()
                            : bind.child(inline.build()).build());
        }

        /** Nothing may be asked for twice: two readers could take different ones. */
        @Override
        public Optional<InlineRequest> read(Element asked) {
            Set<XmlName> names = new HashSet<>();
            for (Element child : asked.children()) {
                if (!names.add(child.name())) {
                    return Optional.empty();
                }
            }
            return Optional.of(new InlineBinding(asked));
        }
    }

    @Override
    public ServerEffect effect(Completion completion) {
        return new ServerEffect.Begin(completion.account(), completion.agent(), asked);
    }

    @Override
    public ServerStep answered(AwaitingInline state, Completion rest, ServerAnswer answer) {
        if (answer instanceof ServerAnswer.Begun begun) {
            return rest.bound(begun);
        }
        return answer instanceof ServerAnswer.NoResource || answer instanceof ServerAnswer.Unavailable
                ? rest.next()
                : state.unasked(answer);
    }
}
