package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.sasl.Offer;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;

/**
 * TLS is established and a new stream header is awaited; nothing from before is known any more.
 *
 * @param context the server
 * @param bindings the channel bindings of this connection
 */
public record AwaitingSecureHeader(ServerContext context, ChannelBindings bindings) implements ServerState {
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
        Offer offer = context.offer(bindings);
        Authentication authentication = new Authentication(context, offer, context.attempts(), check);
        return ServerStep.to(
                new AwaitingAuth(authentication),
                context.open(check.from()),
                new ServerEffect.Send(StreamFeatures.beforeAuthentication(context, offer)));
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
