package im.redoubt.protocol.stream;

import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;

/**
 * A stream in clear: STARTTLS is offered, required, and the only thing taken (RFC 6120 section 5).
 *
 * @param context the server
 */
public record AwaitingStartTls(ServerContext context) implements OpenStream {
    private static final Element PROCEED =
            Element.named(StreamNames.TLS, "proceed").build();

    @Override
    public ServerStep element(ParsedElement element) {
        if (!element.name().is(StreamNames.TLS, "starttls")) {
            return fail(StreamCondition.NOT_AUTHORIZED, "STARTTLS is required first");
        }
        return ServerStep.to(new AwaitingTls(context), new ServerEffect.StartTls(PROCEED));
    }

    @Override
    public ServerStep answered(ServerAnswer answer) {
        return unasked(answer);
    }
}
