package im.redoubt.server.stream;

import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.protocol.stream.StreamCondition;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.protocol.stream.UserAgent;
import im.redoubt.server.session.Availability;
import im.redoubt.server.session.Outgoing;
import im.redoubt.server.session.Parcel;
import im.redoubt.server.session.Session;
import im.redoubt.server.session.SessionState;
import im.redoubt.server.session.Sessions;
import im.redoubt.server.store.HibernatedSession;
import im.redoubt.server.store.HibernatedStanza;
import im.redoubt.server.store.Store;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up the sessions that {@link SessionStorage} laid down: they wait for their clients as they would have without the restart, and
 * nobody hears of it. Guarantee: each is taken up once; one that cannot go on ends as if its client had not come back. Blocks, and runs
 * before anybody can connect.
 */
final class SessionRevival {
    private static final Logger LOG = LoggerFactory.getLogger(SessionRevival.class);

    /** Longer than it takes until all are there, so that whoever ends at once is seen to by the others. */
    private static final Duration AT_LEAST = Duration.ofMinutes(10);

    private final SessionService service;
    private final Sessions sessions;
    private final Berths berths;
    private final InstantSource clock;
    private final ClaimGroups groups;

    SessionRevival(SessionService service, Sessions sessions, Berths berths, InstantSource clock, ClaimGroups groups) {
        this.service = service;
        this.sessions = sessions;
        this.berths = berths;
        this.clock = clock;
        this.groups = groups;
    }

    /** What is known of a session, and whether it may wait for its client. */
    private record Known(HibernatedSession row, SessionForm.Read read, boolean mayGoOn) {}

    /** Takes all up. */
    void takeUp(Store store) {
        Store.await(store.countedStreams().endAll());
        Instant now = clock.instant();
        List<Session> over = new ArrayList<>();
        Store.await(store.hibernation().takeAll()).stream()
                .map(row -> known(row, now))
                .sorted(Comparator.comparing(
                        known -> known.read().state().origin().since()))
                .forEach(known -> {
                    Session session = takeUp(known, now);
                    if (!sessions.add(session) || !known.mayGoOn()) {
                        over.add(session);
                    }
                });
        over.forEach(session ->
                session.end(StreamError.of(StreamCondition.CONNECTION_TIMEOUT, "the client has not come back")));
    }

    private Known known(HibernatedSession row, Instant now) {
        Optional<SessionForm.Read> read = row.state().flatMap(SessionForm::read);
        if (read.isEmpty()) {
            LOG.warn("{} cannot go on: what is stored of it cannot be read; its messages are kept", row.address());
        }
        return new Known(
                row,
                read.orElseGet(() -> unreadable(row.address(), now)),
                read.isPresent() && row.expiresAt().isAfter(now));
    }

    /** Others may have seen it, and are told that it is gone. */
    private static SessionForm.Read unreadable(FullJid address, Instant now) {
        Presence presence = Presence.of(PresenceType.AVAILABLE, StanzaHeader.EMPTY.withFrom(address));
        Session.Origin origin = new Session.Origin(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "unknown", UserAgent.UNKNOWN, now);
        return new SessionForm.Read(
                0,
                new SessionState(
                        origin, Optional.of(new Availability(presence, 0)), Set.of(), Set.of(), Optional.empty()));
    }

    private Session takeUp(Known known, Instant now) {
        SessionState state = known.read().state();
        Wire wire = berths.gone(state.origin().source()).join();
        Session session = new Session(known.row().address(), wire, state.origin());
        List<Outgoing> held = parcels(known.row(), HibernatedStanza.Place.HELD).stream()
                .map(parcel -> new Outgoing(parcel.stanza(), parcel.claim()))
                .toList();
        session.goOn(new SessionState(
                state.origin(),
                state.availability(),
                state.directed(),
                state.wishes(),
                Optional.of(held).filter(messages -> !messages.isEmpty())));
        Duration left = Duration.between(now, known.row().expiresAt());
        Asleep asleep = new Asleep(
                known.row().count(),
                new Handover.Remains(
                        known.read().acknowledged(),
                        parcels(known.row(), HibernatedStanza.Place.SENT),
                        parcels(known.row(), HibernatedStanza.Place.WAITING),
                        known.mayGoOn() ? left : AT_LEAST));
        SessionDriver driver = service.driver(session, wire);
        CompletableFuture.runAsync(() -> driver.goOn(asleep), wire.loop()).join();
        return session;
    }

    private List<Parcel> parcels(HibernatedSession row, HibernatedStanza.Place place) {
        return row.stanzas().stream()
                .filter(stanza -> stanza.place() == place)
                .flatMap(stanza -> SessionForm.readStanza(stanza.content())
                        .map(read -> new Parcel(read, groups.read(stanza.claim()), stanza.sentAt()))
                        .stream())
                .toList();
    }
}
