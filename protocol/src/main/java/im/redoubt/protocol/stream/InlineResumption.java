package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.Offer;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlName;
import java.util.Optional;

/**
 * An earlier session is to go on (XEP-0198 section 8.2). Where it does, a request for a resource is passed over; where it does not,
 * the success says why and whatever else was asked for is done.
 *
 * @param resumption which session
 */
record InlineResumption(StreamManagement.Resumption resumption) implements InlineRequest {
    /** Resumption. */
    record Feature() implements InlineFeature {
        @Override
        public XmlName asked() {
            return new XmlName(StreamManagement.NAMESPACE, "resume");
        }

        @Override
        public Optional<Element> announced(ServerContext context, Offer offer) {
            return Optional.of(StreamManagement.feature());
        }

        @Override
        public Optional<InlineRequest> read(Element asked) {
            return StreamManagement.Resumption.read(asked.toParsed()).map(InlineResumption::new);
        }
    }

    @Override
    public ServerEffect effect(Completion completion) {
        return new ServerEffect.Resume(completion.account(), resumption, Optional.of(completion.success()));
    }

    @Override
    public ServerStep answered(AwaitingInline state, Completion rest, ServerAnswer answer) {
        if (answer instanceof ServerAnswer.Resumed resumed) {
            return ServerStep.to(new Bound(state.context(), resumed.address()));
        }
        if (answer instanceof ServerAnswer.Miscounted wrong) {
            return state.fail(wrong.error());
        }
        if (answer instanceof ServerAnswer.NotResumed gone) {
            return rest.with(StreamManagement.gone(gone.handled())).next();
        }
        return answer instanceof ServerAnswer.Unavailable
                ? rest.with(StreamManagement.failed(StanzaCondition.INTERNAL_SERVER_ERROR))
                        .next()
                : state.unasked(answer);
    }
}
