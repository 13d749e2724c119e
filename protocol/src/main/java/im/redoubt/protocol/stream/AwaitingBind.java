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
import im.redoubt.xml.XmlEvent;
import java.util.Optional;

/**
 * Authenticated, and the request for a resource is awaited (RFC 6120 section 7). Any other stanza ends the stream.
 *
 * @param context the server
 * @param account who signed in
 * @param lang the stream's language
 */
public record AwaitingBind(ServerContext context, BareJid account, Optional<String> lang) implements ServerState {
    @Override
    public boolean headerSent() {
        return true;
    }

    @Override
    public ServerStep opened(XmlEvent.Opened header) {
        return unexpectedHeader();
    }

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

    /** Nothing is counted before there is a resource, and nothing is there to be resumed (XEP-0198 sections 3, 5 and 6). */
    private ServerStep managed(ParsedElement element) {
        StanzaCondition condition = StreamManagement.is(element, "resume")
                ? StanzaCondition.FEATURE_NOT_IMPLEMENTED
                : StanzaCondition.UNEXPECTED_REQUEST;
        return ServerStep.to(this, new ServerEffect.Send(StreamManagement.failed(condition)));
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
