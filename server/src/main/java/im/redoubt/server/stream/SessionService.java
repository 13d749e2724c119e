package im.redoubt.server.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stream.ServerEffect;
import im.redoubt.server.event.EventLog;
import im.redoubt.server.event.SecurityEvent;
import im.redoubt.server.metric.ServerMetrics;
import im.redoubt.server.metric.ServerMetrics.StanzaKind;
import im.redoubt.server.presence.PresenceFeature;
import im.redoubt.server.routing.Router;
import im.redoubt.server.session.Resources;
import im.redoubt.server.session.Session;
import im.redoubt.server.session.Sessions;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Begins and ends sessions. */
public final class SessionService implements SessionStart {
    private final Parts parts;
    private final EventLog events;
    private final ServerMetrics metrics;
    private final InstantSource clock;
    private final ConcurrentHashMap<FullJid, Begun> begun = new ConcurrentHashMap<>();

    private record Begun(Session session, Wire wire) {}

    /**
     * What sessions are begun with.
     *
     * @param domain the domain served
     * @param sessions who is on line
     * @param resources makes addresses
     * @param router takes stanzas where they belong
     * @param presence is told when a session ends
     */
    public record Parts(
            BareJid domain, Sessions sessions, Resources resources, Router router, PresenceFeature presence) {}

    /** Begins sessions. */
    public SessionService(Parts parts, EventLog events, ServerMetrics metrics, InstantSource clock) {
        this.parts = parts;
        this.events = events;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public Optional<FullJid> bind(ServerEffect.Bind wish, Wire wire, String mechanism) {
        FullJid address = parts.resources().next(wish.account(), wish.wish());
        Session session = new Session(address, wire, new Session.Origin(wire.source(), mechanism, clock.instant()));
        if (!parts.sessions().add(session)) {
            return Optional.empty();
        }
        begun.put(address, new Begun(session, wire));
        return Optional.of(address);
    }

    @Override
    public StreamDriver established(FullJid address) {
        Begun now = begun.remove(address);
        if (now == null) {
            throw new IllegalStateException("no session was bound to this address");
        }
        return new SessionDriver(
                now.session(), now.wire(), parts.router(), parts.domain(), new SessionDriver.Watcher() {
                    @Override
                    public void received(Stanza stanza) {
                        metrics.stanzaIn(StanzaKind.of(stanza));
                    }

                    @Override
                    public void ended() {
                        SessionService.this.ended(now.session(), now.wire());
                    }
                });
    }

    /** The session goes from the routing table at once; others are told on the account's queue. */
    private void ended(Session session, Wire wire) {
        parts.sessions().remove(session);
        events.record(new SecurityEvent.SignOut(wire.source(), session.account()));
        parts.presence().ended(session);
    }
}
