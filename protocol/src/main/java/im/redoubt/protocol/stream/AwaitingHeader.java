package im.redoubt.protocol.stream;

import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;

/**
 * A connection in clear: its stream header is awaited. Nothing that the client says here is kept.
 *
 * @param context the server
 */
public record AwaitingHeader(ServerContext context) implements ServerState {
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
        return ServerStep.to(
                new AwaitingStartTls(context), context.open(), new ServerEffect.Send(StreamFeatures.beforeTls()));
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
