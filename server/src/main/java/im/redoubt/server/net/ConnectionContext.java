package im.redoubt.server.net;

import im.redoubt.protocol.sasl.TokenMechanism;
import im.redoubt.protocol.stream.ServerContext;
import im.redoubt.protocol.stream.ServerState;
import im.redoubt.server.event.EventLog;
import im.redoubt.server.guard.ConnectionLimit;
import im.redoubt.server.metric.ServerMetrics;
import im.redoubt.server.settings.Limits;
import im.redoubt.server.stream.Negotiation;
import im.redoubt.server.stream.SessionStart;
import im.redoubt.server.stream.SignInService;
import im.redoubt.server.stream.Wire;
import im.redoubt.server.tls.TlsProvider;
import im.redoubt.xml.XmlLimits;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What all connections share.
 *
 * @param stream what the server is and offers
 * @param limits the limits of the server
 * @param connections how many connections there may be
 * @param open all connections there are
 * @param tls makes TLS engines
 * @param signIn signs clients in
 * @param sessions begins sessions
 * @param events the security events
 * @param metrics the counters
 * @param nanoTime the clock for rates and silence
 * @param clock the clock that people read
 */
public record ConnectionContext(
        ServerContext stream,
        Limits limits,
        ConnectionLimit connections,
        Connections open,
        TlsProvider tls,
        SignInService signIn,
        SessionStart sessions,
        EventLog events,
        ServerMetrics metrics,
        LongSupplier nanoTime,
        InstantSource clock) {

    /** Returns what the server is to programs in browsers, which reach no channel binding: it has tokens for them too (XEP-0484). */
    ServerContext browsers() {
        return stream.tokens().isEmpty() ? stream : stream.with(List.of(TokenMechanism.values()));
    }

    Negotiation negotiate(Wire wire, ServerState first) {
        return new Negotiation(wire, first, signIn.from(wire.source()), sessions);
    }

    /** Returns what the parser takes from strangers. */
    XmlLimits strangersXml() {
        XmlLimits least = XmlLimits.UNAUTHENTICATED;
        return new XmlLimits(
                limits.stanzas().unauthenticatedBytes(),
                least.maxDepth(),
                least.maxElements(),
                least.maxAttributes(),
                least.maxNamespaces(),
                least.maxNameBytes(),
                least.maxNamespaceBytes());
    }

    /** Returns what the parser takes from those who signed in. */
    XmlLimits membersXml() {
        return limits.stanzas().xml();
    }
}
