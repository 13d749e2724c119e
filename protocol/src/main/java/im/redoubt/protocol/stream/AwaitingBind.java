package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCodec;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.protocol.stanza.StanzaReading;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import java.util.Optional;

/**
 * Authenticated, and the request for a resource is awaited (RFC 6120 section 7). Any other stanza ends the stream.
 *
 * @param context the server
 * @param account who signed in
 * @param lang the stream's language
 */
public record AwaitingBind(ServerContext context, BareJid account, Optional<String> lang) implements OpenStream {
    @Override
    public ServerStep element(ParsedElement element) {
        if (StanzaCodec.read(element, Stanza.CLIENT_NAMESPACE, lang) instanceof StanzaReading.Valid valid
                && valid.stanza() instanceof IqRequest request
                && request.action() == IqRequest.Action.SET
                && request.payloadName().is(StreamNames.BIND, "bind")) {
            return bind(request);
        }
        return StreamManagement.isOne(element) ? managed(element) : tooEarly();
    }

    /** Nothing is counted before there is a resource (XEP-0198 section 3), and an earlier stream may go on instead (section 5). */
    private ServerStep managed(ParsedElement element) {
        if (!StreamManagement.is(element, "resume")) {
            return failed(StreamManagement.failed(StanzaCondition.UNEXPECTED_REQUEST));
        }
        return StreamManagement.Resumption.read(element)
                .map(wish -> ServerStep.to(
                        new AwaitingResumption(this), new ServerEffect.Resume(account, wish, Optional.empty())))
                .orElseGet(() -> failed(StreamManagement.failed(StanzaCondition.BAD_REQUEST)));
    }

    /** After this the client may bind a resource (section 5). */
    ServerStep failed(Element why) {
        return ServerStep.to(this, new ServerEffect.Send(why));
    }

    private ServerStep bind(IqRequest request) {
        Optional<String> wish = request.payload()
                .first(StreamNames.BIND, "resource")
                .map(Element::text)
                .filter(text -> !text.isEmpty());
        if (wish.isPresent() && !Jid.parse(account + "/" + wish.get()).isPresent()) {
            Stanza answer = StanzaError.of(StanzaCondition.BAD_REQUEST).answer(request);
            return ServerStep.to(this, new ServerEffect.Send(StanzaCodec.tree(answer)));
        }
        return ServerStep.to(new AwaitingResource(this, request), new ServerEffect.Bind(account, wish));
    }

    @Override
    public ServerStep answered(ServerAnswer answer) {
        return unasked(answer);
    }
}
