package im.redoubt.server.presence;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.server.admission.Threshold;
import im.redoubt.server.feature.SessionHook;
import im.redoubt.server.roster.RosterPush;
import im.redoubt.server.routing.Router;
import im.redoubt.server.session.AccountQueues;
import im.redoubt.server.session.Session;
import im.redoubt.server.store.Blob;
import im.redoubt.server.store.Outcome;
import im.redoubt.server.store.Refusal;
import im.redoubt.server.store.RosterContact;
import im.redoubt.server.store.RosterItem;
import im.redoubt.server.store.RosterUpdate;
import im.redoubt.server.store.Rosters;
import im.redoubt.server.store.Store;
import im.redoubt.server.store.SubscriptionRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/**
 * Subscriptions (RFC 6121 section 3): first the sender's side on the sender's queue, then the contact's side on the contact's.
 * An account that does not exist is treated as one that never answers.
 */
final class SubscriptionFlow {
    private final BareJid domain;
    private final Rosters rosters;
    private final AccountQueues queues;
    private final RosterPush push;
    private final Delivery delivery;
    private final Threshold threshold;
    private final InstantSource clock;
    private final List<SessionHook> hooks;

    SubscriptionFlow(PresenceFeature.Parts parts, Delivery delivery, List<SessionHook> hooks) {
        this.domain = parts.domain();
        this.rosters = parts.rosters();
        this.queues = parts.queues();
        this.push = parts.push();
        this.delivery = delivery;
        this.threshold = parts.threshold();
        this.clock = parts.clock();
        this.hooks = List.copyOf(hooks);
    }

    /** A session sends a subscription stanza to {@code contact}. */
    CompletionStage<Void> outbound(Session sender, Presence presence, BareJid contact) {
        BareJid account = sender.account();
        if (contact.equals(account)) {
            return Router.DONE;
        }
        if (!contact.domain().equals(domain.domain())) {
            sender.send(StanzaError.of(StanzaCondition.REMOTE_SERVER_NOT_FOUND).answer(presence));
            return Router.DONE;
        }
        Presence stamped = presence.withHeader(new StanzaHeader(
                presence.id(),
                Optional.of(contact),
                Optional.of(account),
                presence.header().lang()));
        return queues.run(account, () -> sendersSide(sender, presence, contact))
                .thenCompose(
                        goesOn -> goesOn && !contact.isDomain() ? unbarred(contact, sender, stamped) : Router.DONE);
    }

    /** Returns whether the stanza goes on to the contact. */
    private boolean sendersSide(Session sender, Presence presence, BareJid contact) {
        BareJid account = sender.account();
        Outcome<RosterUpdate> outcome = Store.await(rosters.update(account, contact, outboundRule(presence.type())));
        if (outcome instanceof Outcome.Refused<RosterUpdate>(Refusal reason)) {
            if (reason == Refusal.ROSTER_FULL) {
                sender.send(StanzaError.of(StanzaCondition.RESOURCE_CONSTRAINT).answer(presence));
            }
            return false;
        }
        RosterUpdate update = ((Outcome.Done<RosterUpdate>) outcome).value();
        push.changed(account, update);
        return switch (presence.type()) {
            case SUBSCRIBED -> sees(update.after()) && !sees(update.before());
            case UNSUBSCRIBED -> {
                boolean saw = sees(update.before());
                if (saw) {
                    delivery.gone(account, contact);
                }
                yield saw || update.before().request().isPresent();
            }
            default -> true;
        };
    }

    private static UnaryOperator<RosterContact> outboundRule(PresenceType type) {
        return switch (type) {
            case SUBSCRIBE -> SubscriptionRules::outboundSubscribe;
            case SUBSCRIBED -> SubscriptionRules::outboundSubscribed;
            case UNSUBSCRIBE -> SubscriptionRules::outboundUnsubscribe;
            case UNSUBSCRIBED -> SubscriptionRules::outboundUnsubscribed;
            case AVAILABLE, UNAVAILABLE, PROBE, ERROR -> throw new IllegalStateException("not about a subscription");
        };
    }

    /** As {@link #inbound}, unless one of the two keeps the other away: then nothing changes, and nobody is told (XEP-0191). */
    private CompletionStage<Void> unbarred(BareJid account, Session sender, Presence presence) {
        BareJid from = sender.account();
        return queues.run(account, () -> {
                    threshold.knocks(sender, presence, account);
                    return delivery.barred(from, account);
                })
                .thenCompose(barred -> barred ? toNobody(account, from, presence) : inbound(account, from, presence));
    }

    /** As {@link #inbound}, to an account that cannot exist: who is kept away waits as long as for one that does not (SRV-12). */
    private CompletionStage<Void> toNobody(BareJid account, BareJid from, Presence presence) {
        return queues.run(account, () -> contactsSide(domain, from, presence))
                .thenCompose(nothing -> afterSubscribed(domain, from, presence));
    }

    /** A subscription stanza of {@code from} reaches {@code account}. */
    private CompletionStage<Void> inbound(BareJid account, BareJid from, Presence presence) {
        return queues.run(account, () -> contactsSide(account, from, presence))
                .thenCompose(reply -> reply.isPresent()
                        ? inbound(from, account, reply.get())
                        : afterSubscribed(account, from, presence));
    }

    /** Once the subscriber knows that it is one, it is told who is on line (section 3.1.5). */
    private CompletionStage<Void> afterSubscribed(BareJid account, BareJid from, Presence presence) {
        return presence.type() == PresenceType.SUBSCRIBED
                ? queues.run(from, () -> {
                    hooks.forEach(hook -> hook.seen(from, account));
                    return delivery.current(from, account);
                })
                : Router.DONE;
    }

    /** Returns what is answered on behalf of the account. */
    private Optional<Presence> contactsSide(BareJid account, BareJid from, Presence presence) {
        Outcome<RosterUpdate> outcome = Store.await(rosters.update(account, from, inboundRule(presence)));
        if (!(outcome instanceof Outcome.Done<RosterUpdate>(RosterUpdate update))) {
            return Optional.empty();
        }
        RosterContact before = update.before();
        RosterContact after = update.after();
        // Sessions are told first and see the roster change then (sections 3.1.6, 3.2.3 and 3.3.3).
        switch (presence.type()) {
            case SUBSCRIBE -> {
                push.changed(account, update);
                if (sees(after)) {
                    return Optional.of(answer(account, from));
                }
                if (before.request().isEmpty() && after.request().isPresent()) {
                    delivery.to(account, presence);
                }
            }
            case UNSUBSCRIBE -> {
                if (sees(before) || before.request().isPresent()) {
                    delivery.toInterested(account, presence);
                }
                push.changed(account, update);
                if (sees(before)) {
                    delivery.gone(account, from);
                }
            }
            default -> {
                if (update.itemChanged()) {
                    delivery.toInterested(account, presence);
                }
                push.changed(account, update);
            }
        }
        return Optional.empty();
    }

    private UnaryOperator<RosterContact> inboundRule(Presence presence) {
        return switch (presence.type()) {
            case SUBSCRIBE -> {
                SubscriptionRequest request = new SubscriptionRequest(
                        clock.instant(), Blob.of(presence.content().toByteArray()));
                yield contact -> SubscriptionRules.inboundSubscribe(contact, request);
            }
            case SUBSCRIBED -> SubscriptionRules::inboundSubscribed;
            case UNSUBSCRIBE -> SubscriptionRules::inboundUnsubscribe;
            case UNSUBSCRIBED -> SubscriptionRules::inboundUnsubscribed;
            case AVAILABLE, UNAVAILABLE, PROBE, ERROR -> throw new IllegalStateException("not about a subscription");
        };
    }

    /**
     * The roster item of {@code removed} was removed: both directions end (section 2.5.2). A contact that is blocked hears
     * nothing of it; when it is so no more, its own probe puts its roster right.
     */
    CompletionStage<Void> cancel(BareJid account, RosterContact removed) {
        return queues.run(account, () -> delivery.barred(account, removed.address()))
                .thenCompose(barred -> barred ? Router.DONE : end(account, removed));
    }

    /** Ends both directions, whoever blocks whom: an account that is about to go is to be in nobody's roster. */
    CompletionStage<Void> end(BareJid account, RosterContact removed) {
        Optional<RosterItem> item = removed.item();
        BareJid contact = removed.address();
        boolean local = contact.domain().equals(domain.domain()) && !contact.isDomain();
        boolean shown = local && (sees(removed) || removed.request().isPresent());
        CompletionStage<Void> done = shown ? queues.run(account, () -> delivery.gone(account, contact)) : Router.DONE;
        if (local
                && item.filter(now -> SubscriptionRules.seesContact(now) || now.ask())
                        .isPresent()) {
            Presence presence = towards(PresenceType.UNSUBSCRIBE, account, contact);
            done = done.thenCompose(ignored -> inbound(contact, account, presence));
        }
        if (shown) {
            Presence presence = towards(PresenceType.UNSUBSCRIBED, account, contact);
            done = done.thenCompose(ignored -> inbound(contact, account, presence));
        }
        return done;
    }

    /** The contact's side says that the account sees nothing of it, whatever the account's roster says (section 4.3.2). */
    CompletionStage<Void> revoked(BareJid account, BareJid contact) {
        return inbound(account, contact, towards(PresenceType.UNSUBSCRIBED, contact, account));
    }

    private static Presence answer(BareJid account, BareJid to) {
        return towards(PresenceType.SUBSCRIBED, account, to);
    }

    private static Presence towards(PresenceType type, BareJid from, BareJid to) {
        return Presence.of(type, StanzaHeader.EMPTY.withFrom(from).withTo(to));
    }

    /** Whether the contact sees the account's presence. */
    private static boolean sees(RosterContact contact) {
        return contact.item().filter(SubscriptionRules::seenByContact).isPresent();
    }

    /** The requests that wait for the account's answer, shown to a session that became available (section 3.1.3). */
    void showRequests(Session session) {
        for (RosterContact contact : Store.await(rosters.requests(session.account()))) {
            contact.request()
                    .filter(request -> !delivery.barred(contact.address(), session.account()))
                    .ifPresent(request -> session.send(new Presence(
                            StanzaHeader.EMPTY.withFrom(contact.address()).withTo(session.account()),
                            PresenceType.SUBSCRIBE,
                            im.redoubt.xml.XmlContent.read(
                                    Stanza.CLIENT_NAMESPACE, request.content().toByteArray()))));
        }
    }
}
