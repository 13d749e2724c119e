package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.sasl.Offer;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;
import java.util.Set;

/**
 * TLS is established and a new stream header is awaited; nothing from before is known any more.
 *
 * @param context the server
 * @param bindings the channel bindings of this connection
 * @param certified the accounts that the peer's certificate names
 */
public record AwaitingSecureHeader(ServerContext context, ChannelBindings bindings, Set<BareJid> certified)
        implements ServerState {
    private static final int PARDONS = 1;

    /** The peer has no certificate. */
    public AwaitingSecureHeader(ServerContext context, ChannelBindings bindings) {
        this(context, bindings, Set.of());
    }

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
        Offer offer = certified.isEmpty()
                ? context.offer(bindings)
                : context.offer(bindings).and(ExternalMechanism.NAME);
        Authentication authentication =
                new Authentication(context, offer, context.attempts(), PARDONS, check, certified);
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
