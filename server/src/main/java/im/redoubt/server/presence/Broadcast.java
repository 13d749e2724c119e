package im.redoubt.server.presence;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.server.feature.SessionHook;
import im.redoubt.server.roster.RosterCache;
import im.redoubt.server.session.Availability;
import im.redoubt.server.session.Session;
import im.redoubt.server.store.Roster;
import im.redoubt.server.store.RosterItem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Presence to all who may see it (RFC 6121 sections 4.2 to 4.5). Everything runs on the account's queue. */
final class Broadcast {
    private final RosterCache rosters;
    private final Delivery delivery;
    private final SubscriptionFlow subscriptions;
    private final List<SessionHook> hooks;

    Broadcast(RosterCache rosters, Delivery delivery, SubscriptionFlow subscriptions, List<SessionHook> hooks) {
        this.rosters = rosters;
        this.delivery = delivery;
        this.subscriptions = subscriptions;
        this.hooks = List.copyOf(hooks);
    }

    @Nullable
    Void available(Session session, Availability now) {
        if (session.ended()) {
            return null;
        }
        Optional<Availability> before = session.availability();
        Roster roster = rosters.of(session.account());
        boolean begins = now.priority() >= 0
                && !session.wantsMessages()
                && hooks.stream().anyMatch(hook -> hook.waits(session));
        if (begins) {
            session.catchUp();
        }
        session.availability(Optional.of(now));
        toSubscribers(session, roster, now.presence());
        if (before.isEmpty()) {
            probe(session, roster);
            subscriptions.showRequests(session);
        }
        if (begins) {
            hooks.forEach(hook -> hook.available(session));
        }
        hooks.forEach(hook -> hook.present(session, now.presence()));
        return null;
    }

    /** What was kept while the session was away goes before anything newer. */
    void cameBack(Session session, int times) {
        boolean begins = session.wouldWantMessages() && hooks.stream().anyMatch(hook -> hook.waits(session));
        if (begins) {
            session.catchUp();
        }
        session.comeBack(times);
        if (begins) {
            hooks.forEach(hook -> hook.available(session));
        } else {
            session.caughtUp(); // what was held while the server stopped
        }
        // It said so to this run of the server, or to the one before.
        session.availability().ifPresent(now -> hooks.forEach(hook -> hook.present(session, now.presence())));
    }

    @Nullable
    Void unavailable(Session session, Presence presence) {
        if (session.availability().isPresent() || !session.directed().isEmpty()) {
            depart(session, presence);
        }
        session.directed().clear();
        if (session.ended() && !delivery.sessions(session.account()).iterator().hasNext()) {
            rosters.forget(session.account());
        }
        return null;
    }

    private void depart(Session session, Presence presence) {
        Roster roster = rosters.of(session.account());
        boolean wasAvailable = session.availability().isPresent();
        if (wasAvailable) {
            // Before anybody hears of it and sends presence that this session is not to get any more.
            session.availability(Optional.empty());
            toSubscribers(session, roster, presence);
            session.send(presence.withHeader(presence.header().withTo(session.account())));
            hooks.forEach(hook -> hook.absent(session));
        }
        for (Jid address : session.directed()) {
            if (!(wasAvailable && subscribed(session, roster, address) && delivery.reaches(address))) {
                delivery.to(address, presence);
            }
        }
    }

    /** To the contacts that see the account's presence, and to its own available sessions (section 4.2.2). */
    private void toSubscribers(Session session, Roster roster, Presence presence) {
        for (Map.Entry<BareJid, RosterItem> entry : roster.items().entrySet()) {
            if (SubscriptionRules.seenByContact(entry.getValue())) {
                delivery.to(entry.getKey(), presence);
            }
        }
        if (!roster.items().containsKey(session.account())) {
            delivery.to(session.account(), presence);
        }
    }

    /** Whether the presence broadcast goes to this address, so that nobody is told twice (section 4.6.3). */
    private static boolean subscribed(Session session, Roster roster, Jid address) {
        RosterItem item = roster.items().get(address.bare());
        return address.bare().equals(session.account()) || (item != null && SubscriptionRules.seenByContact(item));
    }

    /** Who is there among those the account may see (section 4.3.2). Both sides' rosters must agree. */
    private void probe(Session session, Roster roster) {
        for (Session own : delivery.sessions(session.account())) {
            if (own != session) {
                own.availability().ifPresent(now -> delivery.to(session.address(), now.presence()));
            }
        }
        for (Map.Entry<BareJid, RosterItem> entry : roster.items().entrySet()) {
            BareJid contact = entry.getKey();
            if (SubscriptionRules.seesContact(entry.getValue())) {
                probe(session, contact);
            }
        }
    }

    /**
     * Of somebody who is not there nothing is read; saying so gives nothing away (section 4.3.2 point 3). Who blocks the
     * session's account is not there for it, and of whom it blocks it hears nothing.
     */
    void probe(Session session, BareJid contact) {
        if (!delivery.available(contact) || delivery.barred(contact, session.address())) {
            delivery.concealing(session.address(), contact);
            return;
        }
        RosterItem theirs = rosters.peek(contact).items().get(session.account());
        if (theirs != null && SubscriptionRules.seenByContact(theirs)) {
            delivery.current(contact, session.address());
        } else {
            // This account's queue is busy with the probe, so what follows is not waited for.
            var _ = subscriptions.revoked(session.account(), contact);
        }
    }
}
