package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.StanzaCodec;
import im.redoubt.xml.Element;

/**
 * A resource is being bound.
 *
 * @param before where the negotiation stood when it was asked for
 * @param request the request to answer
 */
public record AwaitingResource(AwaitingBind before, IqRequest request) implements AwaitingAnswer {
    @Override
    public ServerContext context() {
        return before.context();
    }

    @Override
    public ServerStep answered(ServerAnswer answer) {
        if (answer instanceof ServerAnswer.Resource bound) {
            FullJid address = bound.address();
            Element payload = Element.named(StreamNames.BIND, "bind")
                    .child(StreamNames.BIND, "jid", address.toString())
                    .build();
            return ServerStep.to(
                    new Bound(context(), address),
                    new ServerEffect.Send(StanzaCodec.tree(request.result(payload))),
                    new ServerEffect.Established(address));
        }
        if (answer instanceof ServerAnswer.NoResource refused) {
            return ServerStep.to(
                    before,
                    new ServerEffect.Send(StanzaCodec.tree(refused.refusal().answer(request))));
        }
        return unasked(answer);
    }
}
