package im.redoubt.server.presence;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.server.admission.Threshold;
import im.redoubt.server.blocking.Blocklist;
import im.redoubt.server.blocking.Blocklists;
import im.redoubt.server.blocking.Concealment;
import im.redoubt.server.feature.Feature;
import im.redoubt.server.feature.SessionHook;
import im.redoubt.server.roster.RosterCache;
import im.redoubt.server.roster.RosterFeature;
import im.redoubt.server.roster.RosterPush;
import im.redoubt.server.routing.Acquaintance;
import im.redoubt.server.routing.PresenceRouter;
import im.redoubt.server.routing.Router;
import im.redoubt.server.session.AccountQueues;
import im.redoubt.server.session.Availability;
import im.redoubt.server.session.Session;
import im.redoubt.server.session.Sessions;
import im.redoubt.server.store.RosterContact;
import im.redoubt.server.store.Rosters;
import im.redoubt.server.store.Store;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Presence (RFC 6121 section 4) and subscriptions (section 3). */
public final class PresenceFeature
        implements Feature, PresenceRouter, RosterFeature.Cancellation, Acquaintance, Concealment {
    private final BareJid domain;
    private final AccountQueues queues;
    private final SubscriptionFlow subscriptions;
    private final Rosters rosters;
    private final Broadcast broadcast;
    private final Probes probes;
    private final Delivery delivery;
    private final Blocklists blocklists;
    private final Hiding hiding;
    private final List<SessionHook> hooks;
    private final PresenceStamp stamp;
    private final int maxDirected;

    /**
     * Serves presence.
     *
     * @param parts what it works with
     * @param hooks told when a session becomes available, and when it is over
     * @param maxDirected to how many addresses outside the roster one session may be present at once
     */
    public PresenceFeature(Parts parts, List<SessionHook> hooks, int maxDirected) {
        this.domain = parts.domain();
        this.queues = parts.queues();
        this.rosters = parts.rosters();
        this.blocklists = parts.blocklists();
        this.stamp = parts.stamp();
        this.delivery = new Delivery(parts.sessions(), blocklists);
        this.subscriptions = new SubscriptionFlow(parts, delivery, hooks);
        this.broadcast = new Broadcast(parts.cache(), delivery, subscriptions, hooks);
        this.probes = new Probes(parts.cache(), queues, delivery, subscriptions);
        this.hiding = new Hiding(parts.cache(), delivery, broadcast);
        this.hooks = List.copyOf(hooks);
        this.maxDirected = maxDirected;
    }

    /**
     * What presence works with.
     *
     * @param domain the domain served
     * @param sessions who is on line
     * @param queues the accounts' queues
     * @param rosters the rosters in the store
     * @param cache the rosters of those on line
     * @param push tells sessions what changed
     * @param blocklists who keeps whom away
     * @param threshold lets in who shows a token
     * @param stamp adds to presence what clients do not know
     * @param clock the wall clock
     */
    public record Parts(
            BareJid domain,
            Sessions sessions,
            AccountQueues queues,
            Rosters rosters,
            RosterCache cache,
            RosterPush push,
            Blocklists blocklists,
            Threshold threshold,
            PresenceStamp stamp,
            InstantSource clock) {}

    @Override
    public List<String> specs() {
        return List.of("RFC 6121 section 3", "RFC 6121 section 4");
    }

    @Override
    public CompletionStage<Void> cancel(BareJid account, RosterContact removed) {
        return subscriptions.cancel(account, removed);
    }

    @Override
    public void conceal(Blocklist before, Blocklist now) {
        hiding.conceal(before, now);
    }

    @Override
    public void reveal(Blocklist before, Blocklist now) {
        hiding.reveal(before, now);
    }

    /** To whom the session's account blocks nothing goes, and it is told so (XEP-0191 section 3.3). */
    @Override
    public CompletionStage<Void> route(Session session, Presence presence) {
        if (presence.to().isEmpty()) {
            return unbarred(session, presence);
        }
        return Blocklists.then(
                blocklists.leaving(session.address(), presence.to().get()),
                barrier -> barrier.refusal()
                        .map(error -> refuse(session, presence, error))
                        .orElseGet(() -> unbarred(session, presence)));
    }

    private CompletionStage<Void> unbarred(Session session, Presence presence) {
        if (presence.type().isSubscription()) {
            return presence.to().isEmpty()
                    ? refuse(session, presence, StanzaCondition.BAD_REQUEST)
                    : subscriptions.outbound(
                            session, presence, presence.to().get().bare());
        }
        return switch (presence.type()) {
            case ERROR -> error(session, presence);
            case PROBE -> probe(session, presence);
            case AVAILABLE, UNAVAILABLE ->
                presence.to().isPresent()
                        ? directed(session, presence, presence.to().get())
                        : own(session, presence);
            case SUBSCRIBE, SUBSCRIBED, UNSUBSCRIBE, UNSUBSCRIBED -> throw new IllegalStateException("handled above");
        };
    }

    /** A client need not send probes, and nothing but an answer may come of one (section 4.3). */
    private CompletionStage<Void> probe(Session session, Presence presence) {
        Jid contact = presence.to().orElse(session.account());
        if (!contact.domain().equals(domain.domain())) {
            return refuse(session, presence, StanzaCondition.REMOTE_SERVER_NOT_FOUND);
        }
        return contact.local().isEmpty() ? Router.DONE : probes.asked(session, contact);
    }

    @Override
    public CompletionStage<Boolean> shares(Session session, Jid with) {
        return probes.shares(session, with);
    }

    private CompletionStage<Void> error(Session session, Presence presence) {
        return presence.to().isPresent() && presence.to().get() instanceof FullJid address
                ? queues.run(session.account(), () -> delivery.to(address, presence))
                : Router.DONE;
    }

    private CompletionStage<Void> own(Session session, Presence presence) {
        if (presence.type() == PresenceType.UNAVAILABLE) {
            return queues.run(session.account(), () -> broadcast.unavailable(session, presence));
        }
        Optional<Integer> priority = presence.priority();
        return priority.isEmpty()
                ? refuse(session, presence, StanzaCondition.BAD_REQUEST)
                : queues.run(
                        session.account(),
                        () -> broadcast.available(
                                session, new Availability(stamp.stamped(session.account(), presence), priority.get())));
    }

    /** Presence for somebody in particular (section 4.6). */
    private CompletionStage<Void> directed(Session session, Presence presence, Jid to) {
        if (!to.domain().equals(domain.domain())) {
            return refuse(session, presence, StanzaCondition.REMOTE_SERVER_NOT_FOUND);
        }
        if (to.local().isEmpty()) {
            return Router.DONE;
        }
        return queues.run(session.account(), () -> {
            boolean present = presence.type() == PresenceType.AVAILABLE;
            if (present
                    && session.directed().size() >= maxDirected
                    && !session.directed().contains(to)) {
                session.send(StanzaError.of(StanzaCondition.RESOURCE_CONSTRAINT).answer(presence));
                return null;
            }
            if (present) {
                session.directed().add(to);
            } else {
                session.directed().remove(to);
            }
            delivery.to(to, stamp.stamped(session.account(), presence));
            return null;
        });
    }

    /** An account is about to go: it is nobody's contact any more, and its contacts are told. Blocks. */
    public void leave(BareJid account) {
        List<RosterContact> contacts = new ArrayList<>(Store.await(rosters.requests(account)));
        Store.await(rosters.load(account))
                .items()
                .forEach((address, item) ->
                        contacts.add(RosterContact.unknown(address).withItem(Optional.of(item))));
        for (RosterContact contact : contacts) {
            subscriptions.end(account, contact).toCompletableFuture().join();
        }
    }

    /** A session is there again on another connection: it gets what was kept meanwhile, and then whatever is newer, unless it has left again. */
    public CompletionStage<Void> cameBack(Session session, int times) {
        return queues.run(session.account(), () -> {
            broadcast.cameBack(session, times);
            return null;
        });
    }

    /** What the server adds to an account's presence is another thing than before: those who see it are told. Blocks; on its queue. */
    public void stampAgain(BareJid account) {
        for (Session session : delivery.sessions(account)) {
            session.availability().ifPresent(now -> {
                Presence presence = stamp.stamped(account, now.presence());
                if (!presence.equals(now.presence())) {
                    broadcast.available(session, new Availability(presence, now.priority()));
                }
            });
        }
    }

    /** A stream ended: to everybody else its session is unavailable (section 4.5.2). */
    public CompletionStage<Void> ended(Session session) {
        return queues.run(session.account(), () -> {
            broadcast.unavailable(session, Presences.unavailable(session.address()));
            blocklists.forget(session.account());
            hooks.forEach(hook -> hook.ended(session));
            return null;
        });
    }

    private static CompletionStage<Void> refuse(Session session, Presence presence, StanzaCondition condition) {
        return refuse(session, presence, StanzaError.of(condition));
    }

    private static CompletionStage<Void> refuse(Session session, Presence presence, StanzaError error) {
        if (!presence.isError()) {
            session.send(error.answer(presence));
        }
        return Router.DONE;
    }
}
