package im.redoubt.server.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stream.ServerAnswer;
import im.redoubt.protocol.stream.ServerEffect;
import im.redoubt.protocol.stream.StreamCondition;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.protocol.stream.UserAgent;
import im.redoubt.server.clientstate.Attention;
import im.redoubt.server.event.EventLog;
import im.redoubt.server.event.SecurityEvent;
import im.redoubt.server.feature.BindHook;
import im.redoubt.server.metric.ServerMetrics;
import im.redoubt.server.metric.ServerMetrics.StanzaKind;
import im.redoubt.server.presence.PresenceFeature;
import im.redoubt.server.routing.Router;
import im.redoubt.server.session.AccountQueues;
import im.redoubt.server.session.Resources;
import im.redoubt.server.session.Revocations;
import im.redoubt.server.session.Session;
import im.redoubt.server.session.Sessions;
import im.redoubt.server.store.CountedStreams;
import im.redoubt.server.store.Store;
import im.redoubt.xml.Element;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins and ends sessions. */
public final class SessionService implements SessionStart {
    private static final Logger LOG = LoggerFactory.getLogger(SessionService.class);

    static final StreamError REVOKED = StreamError.of(StreamCondition.NOT_AUTHORIZED, "the access was revoked");

    private final Parts parts;
    private final EventLog events;
    private final ServerMetrics metrics;
    private final InstantSource clock;
    private final Resumptions resumptions;
    private final ConcurrentHashMap<FullJid, Begun> begun = new ConcurrentHashMap<>();

    private record Begun(Session session, Wire wire) {}

    /**
     * What sessions are begun with.
     *
     * @param domain the domain served
     * @param sessions who is on line
     * @param resources makes addresses
     * @param router takes stanzas where they belong
     * @param presence is told when a session ends or comes back
     * @param hooks what is done for a session that begins together with the authentication of its client, in this order
     * @param resumable how long a session waits for another connection when its own is gone
     * @param counts how many stanzas of streams were handled
     */
    public record Parts(
            BareJid domain,
            Sessions sessions,
            Resources resources,
            Router router,
            PresenceFeature presence,
            List<BindHook> hooks,
            Duration resumable,
            CountedStreams counts) {}

    /** Begins sessions. */
    public SessionService(
            Parts parts, EventLog events, ServerMetrics metrics, InstantSource clock, SecureRandom random) {
        this.resumptions = new Resumptions(random, parts.resumable(), parts.counts());
        this.parts = parts;
        this.events = events;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public Revocations.Moment moment(BareJid account) {
        return parts.sessions().revocations().now(account);
    }

    @Override
    public Optional<FullJid> bind(ServerEffect.Bind wish, Wire wire, Entry proof) {
        FullJid address = parts.resources().next(wish.account(), wish.wish());
        Session session =
                session(address, wire, proof.proof().mechanism(), proof.proof().agent());
        if (!parts.sessions().add(session) && !takesThePlaceOfAnother(session)) {
            return Optional.empty();
        }
        begun.put(address, new Begun(session, wire));
        endUnlessCurrent(session, proof);
        return Optional.of(address);
    }

    /** Asked when others can see the session: from then on whoever takes access away ends it himself. */
    private static void endUnlessCurrent(Session session, Entry proof) {
        if (!proof.began().isCurrent()) {
            session.end(REVOKED);
        }
    }

    private Session session(FullJid address, Wire wire, String mechanism, UserAgent agent) {
        return new Session(address, wire, new Session.Origin(wire.source(), mechanism, agent, clock.instant()));
    }

    @Override
    public Optional<Beginning> begin(ServerEffect.Begin wish, Wire wire, Entry proof) {
        FullJid address = parts.resources().tagged(wish.account(), wish.tag());
        Session session = session(address, wire, proof.proof().mechanism(), wish.agent());
        wire.handover().expect();
        if (!parts.sessions().add(session) && !takesThePlaceOfAnother(session)) {
            wire.handover().decline();
            return Optional.empty();
        }
        endUnlessCurrent(session, proof);
        parts.sessions().of(session.account()).stream()
                .filter(other -> other != session && other.isOfSameClient(session))
                .forEach(other -> other.end(
                        StreamError.of(StreamCondition.CONFLICT, "the same client has begun another session")));
        wish.asked().children().forEach(child -> Attention.in(child.toParsed()).ifPresent(wire::attention));
        SessionDriver driver = driver(session, wire);
        CompletionStage<ServerAnswer> answer = told(session, wish.asked())
                .thenApplyAsync(
                        results -> {
                            driver.count(wish.asked()).ifPresent(results::add);
                            return new ServerAnswer.Begun(address, results);
                        },
                        wire.loop());
        return Optional.of(new Beginning(driver, answer));
    }

    /** What fails is not told; the session is there all the same. */
    private CompletionStage<List<Element>> told(Session session, Element asked) {
        CompletionStage<List<Element>> results = CompletableFuture.completedFuture(new ArrayList<>());
        for (BindHook hook : parts.hooks()) {
            results = results.thenCompose(before -> CompletableFuture.completedFuture(hook)
                    .thenCompose(next -> next.bound(session, asked))
                    .exceptionally(SessionService::missing)
                    .thenApply(result -> {
                        result.ifPresent(before::add);
                        return before;
                    }));
        }
        return results;
    }

    private static Optional<Element> missing(Throwable failure) {
        LOG.error("something of a session that begins could not be had", failure);
        return Optional.empty();
    }

    /** Where an account has as many sessions as it may, an earlier one of the client makes room, or one that waits for its connection. */
    private boolean takesThePlaceOfAnother(Session session) {
        Optional<Session> absent = parts.sessions().of(session.account()).stream()
                .filter(other -> other.isAbsent() || other.isOfSameClient(session))
                .findFirst();
        absent.ifPresent(other -> {
            parts.sessions().remove(other);
            other.end(StreamError.of(StreamCondition.CONFLICT, "another session took its place"));
        });
        return absent.isPresent() && parts.sessions().add(session);
    }

    @Override
    public StreamDriver established(FullJid address) {
        Begun now = begun.remove(address);
        if (now == null) {
            throw new IllegalStateException("no session was bound to this address");
        }
        return driver(now.session(), now.wire());
    }

    /** Begins with a session that was there before the server stopped. */
    SessionDriver driver(Session session, Wire wire) {
        return new SessionDriver(
                session,
                wire,
                parts.router(),
                parts.domain(),
                new SessionDriver.Watcher() {
                    @Override
                    public void received(Stanza stanza) {
                        metrics.stanzaIn(StanzaKind.of(stanza));
                    }

                    @Override
                    public void resumed() {
                        parts.presence().cameBack(session, session.absences());
                    }

                    @Override
                    public void ended() {
                        SessionService.this.ended(session);
                    }
                },
                resumptions);
    }

    @Override
    public CompletionStage<ServerAnswer> resume(ServerEffect.Resume wish, Wire wire, Entry proof) {
        String id = wish.resumption().id();
        return resumptions
                .find(wish.account(), id)
                .map(session -> session.moveTo(wire, wish).thenApply(answer -> {
                    if (answer instanceof ServerAnswer.Resumed(FullJid address)) {
                        parts.sessions().find(address).ifPresent(there -> endUnlessCurrent(there, proof));
                    }
                    return answer;
                }))
                .orElseGet(() -> CompletableFuture.completedFuture(new ServerAnswer.NotResumed(Optional.empty())))
                .thenCompose(answer -> answer instanceof ServerAnswer.NotResumed
                        ? resumptions.handled(wish.account(), id).thenApply(ServerAnswer.NotResumed::new)
                        : CompletableFuture.completedFuture(answer));
    }

    /**
     * Takes up the sessions that were laid down when the server stopped. Blocks; before anybody can connect.
     *
     * @param store what they were laid down in
     * @param berths what they wait on
     */
    public void takeUp(Store store, Berths berths) {
        new SessionRevival(this, parts.sessions(), berths, clock, new ClaimGroups(store.messages())).takeUp(store);
    }

    /**
     * Lays down the sessions that wait for their clients, when all connections are gone. Blocks.
     *
     * @param store what they are laid down in
     * @param queues the accounts' queues
     * @param maxBytes how many bytes of them at most; the rest ends
     */
    public void layDown(Store store, AccountQueues queues, long maxBytes) {
        new SessionStorage(resumptions, queues, store, clock, maxBytes).store();
    }

    /** The session goes from the routing table at once; others are told on the account's queue. */
    private void ended(Session session) {
        parts.sessions().remove(session);
        events.record(new SecurityEvent.SignOut(session.origin().source(), session.account()));
        parts.presence().ended(session);
    }
}
