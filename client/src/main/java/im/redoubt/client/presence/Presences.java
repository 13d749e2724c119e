package im.redoubt.client.presence;

import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.client.Listeners;
import im.redoubt.client.RefusedException;
import im.redoubt.client.SessionState;
import im.redoubt.client.roster.Roster;
import im.redoubt.client.roster.RosterChange;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.protocol.stanza.StanzaHeader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Who is there, and who may see whom (RFC 6121 sections 3 and 4).
 *
 * <p>Guarantee: nobody is allowed to see the account's presence but by {@link #approve}; nothing here does that by itself. Of the
 * presences that come only those of contacts whom the account asked to see are kept, and of those only so many.
 *
 * <pre>{@code
 * Presences presences = session.get(Presences.FEATURE);
 * presences.set(Availability.of(Show.AWAY).withStatus("back at noon"));
 * presences.requests().add(request -> askTheUser(request)); // who calls approve or deny
 * }</pre>
 */
public final class Presences {
    /** Presence; contacts are told that this client is available as soon as it is. */
    public static final Feature<Presences> FEATURE = Presences::new;

    /** Presence; nobody is told anything until {@link #set} is called. */
    public static final Feature<Presences> SILENT = host -> begin(host, Optional.empty());

    private final Host host;
    private final Roster roster;
    private final KnownPresences known = new KnownPresences();
    private final OpenRequests open = new OpenRequests();
    private final Listeners<PresenceChange> changes;
    private final List<Consumer<PresenceChange>> followers = new ArrayList<>();
    private final Listeners<SubscriptionRequest> requests;
    private volatile Optional<Availability> own = Optional.of(Availability.ONLINE);
    private Optional<Availability> told = Optional.empty();
    private boolean online;
    private boolean rosterKnown;

    private Presences(Host host) {
        this.host = host;
        this.roster = host.require(Roster.FEATURE);
        this.changes = host.listeners();
        this.requests = host.listeners();
        roster.follow(this::rosterChanged);
        host.onPresence(this::take);
        host.onOnline(this::online);
        host.onOffline(() -> online = false);
    }

    /**
     * Presence; contacts are told this as soon as this client is there.
     *
     * @param availability what they are told at first
     */
    public static Feature<Presences> beginning(Availability availability) {
        return host -> begin(host, Optional.of(availability));
    }

    private static Presences begin(Host host, Optional<Availability> availability) {
        Presences presences = host.require(FEATURE);
        presences.own = availability;
        return presences;
    }

    /** Tells the contacts how available this client is, now and in each session that follows. */
    public void set(Availability availability) {
        own = Optional.of(availability);
        host.run(this::tell);
    }

    /** Tells the contacts that this client is not available, though its session goes on. Messages to the account pass it by. */
    public void hide() {
        own = Optional.empty();
        host.run(this::tell);
    }

    /** Returns what contacts are told; nothing if this client hides. */
    public Optional<Availability> own() {
        return own;
    }

    /**
     * Returns the presences of a contact, or of the own account's clients, by their resources, the newest last.
     *
     * @param contact an account
     * @return what is known; nothing of somebody whom the account does not see
     */
    public Map<String, ContactPresence> of(BareJid contact) {
        return known.of(contact);
    }

    /** Returns the presence by which a contact wants to be reached: of the highest priority that is not below 0, and then the newest. */
    public Optional<ContactPresence> best(BareJid contact) {
        Optional<ContactPresence> best = Optional.empty();
        for (ContactPresence presence : of(contact).values()) {
            int atLeast = best.map(ContactPresence::priority).orElse(0);
            best = presence.priority() >= atLeast ? Optional.of(presence) : best;
        }
        return best;
    }

    /** Returns who hears of changes. */
    public Listeners<PresenceChange> changes() {
        return changes;
    }

    /** Has another feature hear of changes, in the session's own order and before the application; it must not block. */
    public void follow(Consumer<PresenceChange> follower) {
        followers.add(follower);
    }

    private void tell(PresenceChange change) {
        followers.forEach(follower -> follower.accept(change));
        changes.tell(change);
    }

    /** Returns who hears when somebody asks to see the account's presence. The server says it again in each session. */
    public Listeners<SubscriptionRequest> requests() {
        return requests;
    }

    /** Returns who asked and was not answered yet, the oldest first; so many at most. */
    public List<SubscriptionRequest> unanswered() {
        return open.all();
    }

    /** Asks somebody to let the account see his presence (section 3.1.1). His answer changes the roster. */
    public void subscribe(BareJid somebody) {
        send(PresenceType.SUBSCRIBE, somebody);
    }

    /** Does not want to see somebody's presence any more (section 3.3). */
    public void unsubscribe(BareJid somebody) {
        send(PresenceType.UNSUBSCRIBE, somebody);
    }

    /** Lets somebody see the account's presence, now or as soon as he asks (sections 3.1.5, 3.4). */
    public void approve(BareJid somebody) {
        host.run(() -> open.remove(somebody));
        send(PresenceType.SUBSCRIBED, somebody);
    }

    /** Does not let somebody see the account's presence, or not any more (sections 3.1.5, 3.2). */
    public void deny(BareJid somebody) {
        host.run(() -> open.remove(somebody));
        send(PresenceType.UNSUBSCRIBED, somebody);
    }

    private void send(PresenceType type, BareJid to) {
        host.send(Presence.of(type, StanzaHeader.EMPTY.withTo(to)));
    }

    /** Section 4.2.1: in each new session, after the roster is known, so that it is known whose presences come. */
    private void online(SessionState.Online state) {
        online = true;
        if (state.resumed()) {
            tell();
            return;
        }
        told = Optional.empty();
        rosterKnown = false;
        gone(known.keepOnly(nobody -> false), Unverified.EMPTY);
        open.clear();
        roster.loaded().whenDone((contacts, failure) -> {
            rosterKnown = failure == null || failure instanceof RefusedException;
            tell();
        });
    }

    private void tell() {
        Optional<Availability> now = own;
        if (!online || !rosterKnown || now.equals(told)) {
            return;
        }
        told = now;
        host.send(now.map(Availability::toPresence)
                .orElseGet(() -> Presence.of(PresenceType.UNAVAILABLE, StanzaHeader.EMPTY)));
    }

    private void rosterChanged(RosterChange change) {
        if (change instanceof RosterChange.Loaded) {
            gone(known.keepOnly(this::isSeen), Unverified.EMPTY);
        } else if (change instanceof RosterChange.Changed changed) {
            BareJid contact = changed.contact().address();
            if (!isSeen(contact)) {
                gone(known.forget(contact), Unverified.EMPTY);
            }
            if (changed.contact().subscription().isSeen()) {
                open.remove(contact);
            }
        } else if (change instanceof RosterChange.Removed removed) {
            gone(known.forget(removed.contact().address()), Unverified.EMPTY);
        }
    }

    private boolean isSeen(BareJid somebody) {
        return somebody.equals(host.account()) || roster.now().sees(somebody);
    }

    private void take(Presence presence) {
        BareJid from = presence.from().orElse(host.account()).bare();
        switch (presence.type()) {
            case AVAILABLE, UNAVAILABLE -> {
                if (isSeen(from)) {
                    seen(presence, from);
                }
            }
            case SUBSCRIBE -> asked(presence, from);
            case UNSUBSCRIBE -> open.remove(from);
            case SUBSCRIBED, UNSUBSCRIBED, PROBE, ERROR -> {} // the roster says what comes of them
        }
    }

    private void seen(Presence presence, BareJid from) {
        if (!(presence.from().orElse(from) instanceof FullJid address)) {
            if (presence.type() == PresenceType.UNAVAILABLE) { // section 4.5.4: all of them
                gone(known.forget(from), ContactPresence.status(presence));
            }
        } else if (presence.type() == PresenceType.UNAVAILABLE) {
            if (known.forget(address)) {
                tell(new PresenceChange.Unavailable(address, ContactPresence.status(presence)));
            }
        } else {
            ContactPresence now = ContactPresence.of(address, presence);
            if (known.put(now)) {
                tell(new PresenceChange.Available(now));
            }
        }
    }

    private void gone(Collection<ContactPresence> presences, Unverified status) {
        presences.forEach(gone -> tell(new PresenceChange.Unavailable(gone.address(), status)));
    }

    private void asked(Presence presence, BareJid from) {
        if (!from.equals(host.account()) && !roster.now().isSeenBy(from)) {
            Unverified words = ContactPresence.status(presence);
            SubscriptionRequest request = new SubscriptionRequest(from, words);
            open.add(request);
            requests.tell(request);
        }
    }
}
