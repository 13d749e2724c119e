package im.redoubt.protocol.stream;

import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;

/**
 * An earlier session is being taken over (XEP-0198 section 5). The driver reads nothing meanwhile.
 *
 * @param before where the negotiation stood when it was asked for
 */
public record AwaitingResumption(AwaitingBind before) implements ServerState {
    @Override
    public ServerContext context() {
        return before.context();
    }

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
        return tooEarly();
    }

    @Override
    public ServerStep answered(ServerAnswer answer) {
        if (answer instanceof ServerAnswer.Resumed resumed) {
            return ServerStep.to(new Bound(context(), resumed.address()));
        }
        if (answer instanceof ServerAnswer.Miscounted wrong) {
            return fail(wrong.error());
        }
        if (answer instanceof ServerAnswer.NotResumed) {
            return before.failed(StanzaCondition.ITEM_NOT_FOUND);
        }
        return answer instanceof ServerAnswer.Unavailable
                ? before.failed(StanzaCondition.INTERNAL_SERVER_ERROR)
                : unasked(answer);
    }
}
