package im.redoubt.server.presence;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.server.roster.RosterCache;
import im.redoubt.server.routing.Router;
import im.redoubt.server.session.AccountQueues;
import im.redoubt.server.session.Session;
import im.redoubt.server.store.RosterItem;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Presence probes (RFC 6121 section 4.3). Guarantee: who may not see an account's presence gets the same silence for an
 * account that is there, one that is not, and none at all.
 */
final class Probes {
    private final RosterCache rosters;
    private final AccountQueues queues;
    private final Delivery delivery;
    private final SubscriptionFlow subscriptions;

    Probes(RosterCache rosters, AccountQueues queues, Delivery delivery, SubscriptionFlow subscriptions) {
        this.rosters = rosters;
        this.queues = queues;
        this.delivery = delivery;
        this.subscriptions = subscriptions;
    }

    /** A session asks for itself, which it need not do; it is answered like the server's own probe (section 4.3). */
    CompletionStage<Void> asked(Session session, Jid contact) {
        BareJid account = session.account();
        if (contact.bare().equals(account)) {
            return queues.run(account, () -> answer(contact, session.address()));
        }
        return queues.run(contact.bare(), () -> answered(contact, session.address()))
                .thenCompose(answered -> answered ? Router.DONE : corrected(account, contact.bare()));
    }

    /**
     * Returns whether the contact lets the asker know; on the contact's queue. Who was shown presence directly learns that the
     * session is still there, and nothing of the presence that others are shown (section 4.6.3).
     */
    private boolean answered(Jid contact, FullJid asker) {
        boolean hidden = delivery.barred(contact.bare(), asker);
        if (seen(contact.bare(), asker.bare())) {
            if (hidden) {
                delivery.concealing(asker, contact);
            } else {
                answer(contact, asker);
            }
            return true;
        }
        if (hidden) {
            return false;
        }
        boolean told = false;
        for (Session session : delivery.sessions(contact.bare())) {
            if (meant(contact, session) && told(session, asker)) {
                session.availability()
                        .ifPresent(now -> delivery.to(asker, Presences.of(PresenceType.AVAILABLE, session.address())));
                told = true;
            }
        }
        return told;
    }

    /** The presence of each session that is meant, or that nobody is there (section 4.3.2 points 3 and 4). */
    private @Nullable Void answer(Jid contact, FullJid asker) {
        boolean there = false;
        for (Session session : delivery.sessions(contact.bare())) {
            if (meant(contact, session) && session.availability().isPresent()) {
                session.availability().ifPresent(now -> delivery.to(asker, now.presence()));
                there = true;
            }
        }
        if (!there) {
            delivery.to(asker, Presences.unavailable(contact));
        }
        return null;
    }

    private static boolean meant(Jid contact, Session session) {
        return contact.isBare() || contact.equals(session.address());
    }

    /**
     * The asker's roster says that it sees the contact, and the contact's does not: the asker's is put right (section 4.3.2
     * point 1). For whom there is nothing to put right nothing happens.
     */
    private CompletionStage<Void> corrected(BareJid account, BareJid contact) {
        return queues.run(account, () -> {
                    RosterItem item = rosters.peek(account).items().get(contact);
                    return item != null && SubscriptionRules.seesContact(item);
                })
                .thenCompose(wrong -> wrong ? subscriptions.revoked(account, contact) : Router.DONE);
    }

    /** Returns whether a session shares its presence with somebody (section 8.5.3.1), which ends when it blocks him. */
    CompletionStage<Boolean> shares(Session session, Jid with) {
        return queues.run(
                session.account(),
                () -> (seen(session.account(), with.bare()) || told(session, with))
                        && !delivery.barred(session.address(), with));
    }

    /** Whether {@code account} lets {@code other} see its presence. */
    private boolean seen(BareJid account, BareJid other) {
        RosterItem item = rosters.peek(account).items().get(other);
        return item != null && SubscriptionRules.seenByContact(item);
    }

    /** Whether the session told {@code other} of itself without a subscription (section 4.6); on its account's queue. */
    private static boolean told(Session session, Jid other) {
        return session.directed().contains(other) || session.directed().contains(other.bare());
    }
}
