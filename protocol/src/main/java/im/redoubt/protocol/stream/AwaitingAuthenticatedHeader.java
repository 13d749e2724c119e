package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;
import java.util.Optional;

/**
 * Authenticated; the stream is opened anew. The domain and the account are fixed: a header that names others is refused.
 *
 * @param context the server
 * @param account who signed in
 */
public record AwaitingAuthenticatedHeader(ServerContext context, BareJid account) implements ServerState {
    @Override
    public boolean headerSent() {
        return false;
    }

    @Override
    public ServerStep opened(XmlEvent.Opened header) {
        HeaderCheck check = HeaderCheck.of(header, context.domain());
        if (check.fault().isPresent()) {
            return fail(check.fault().get());
        }
        if (check.from().map(Jid::bare).filter(from -> !from.equals(account)).isPresent()) {
            return fail(StreamCondition.INVALID_FROM, "not the account that signed in");
        }
        return ServerStep.to(
                new AwaitingBind(context, account, check.lang()),
                context.open(Optional.of(account)),
                new ServerEffect.Send(StreamFeatures.beforeBinding(context)));
    }

    @Override
    public ServerStep element(ParsedElement element) {
        return tooEarly();
    }

    @Override
    public ServerStep answered(ServerAnswer answer) {
        return unasked(answer);
    }
}
