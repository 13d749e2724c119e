package im.redoubt.protocol.stream;

import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.protocol.stanza.StanzaCodec;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.xml.XmlContent;

/**
 * The account is being made.
 *
 * @param before where the negotiation stood
 * @param request the request to answer
 */
public record AwaitingAccount(Invited before, IqRequest request) implements AwaitingAnswer {
    @Override
    public ServerContext context() {
        return before.context();
    }

    /** A refusal does not send the password back, unlike other errors. */
    @Override
    public ServerStep answered(ServerAnswer answer) {
        if (!(answer instanceof ServerAnswer.Registration registration)) {
            return unasked(answer);
        }
        if (!registration.refusal().isPresent()) {
            return ServerStep.to(
                    new AwaitingAuth(before.authentication()),
                    new ServerEffect.Send(StanzaCodec.tree(request.result())));
        }
        StanzaHeader header = request.header().reply();
        String namespace = request.content().contextNamespace();
        XmlContent content = XmlContent.of(
                namespace, java.util.List.of(registration.refusal().get().toElement(namespace)));
        return ServerStep.to(before, new ServerEffect.Send(StanzaCodec.tree(new IqResponse(header, true, content))));
    }
}
