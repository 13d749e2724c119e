package im.redoubt.client.roster;

import im.redoubt.client.Audience;
import im.redoubt.client.Counters;
import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.client.Listeners;
import im.redoubt.client.Pending;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The contacts of the account (RFC 6121 section 2).
 *
 * <p>Guarantee: only the account's own server changes what is shown here. A push from anybody else, the account's other devices
 * included, changes nothing, is answered like something unknown, and is counted as a forgery (section 2.1.6).
 *
 * <pre>{@code
 * Roster roster = session.get(Roster.FEATURE);
 * roster.set(RosterEntry.of(BareJid.of("bob@example.org")).named("Bob").in("Friends")).await();
 * roster.changes().add(change -> show(change.now().contacts()));
 * }</pre>
 */
public final class Roster {
    /** The roster; it is asked for in each new session. */
    public static final Feature<Roster> FEATURE = Roster::new;

    private static final XmlName QUERY = new XmlName(RosterElements.NAMESPACE, "query");

    private final Host host;
    private final Listeners<RosterChange> changes;
    private final List<Consumer<RosterChange>> followers = new ArrayList<>();
    private volatile RosterSnapshot now = RosterSnapshot.EMPTY;
    private volatile Pending<RosterSnapshot> loaded = new Pending<>();

    private Roster(Host host) {
        this.host = host;
        this.changes = host.listeners();
        host.contacts(somebody -> now.isSeenBy(somebody));
        host.onRequest(IqRequest.Action.SET, QUERY, Audience.ANYBODY, this::pushed);
        host.onOnline(online -> {
            if (!online.resumed()) {
                load();
            }
        });
    }

    /**
     * The roster, beginning with one that was stored: a server that has versions sends only what changed since.
     *
     * @param known what an earlier session of the same account had
     */
    public static Feature<Roster> beginningWith(RosterSnapshot known) {
        return host -> {
            Roster roster = host.require(FEATURE);
            roster.now = known;
            return roster;
        };
    }

    /** Returns the contacts as they are now; before the server has answered, as they were last. */
    public RosterSnapshot now() {
        return now;
    }

    /** Returns the roster as soon as the server has told it in this session; it fails if the server does not. */
    public Pending<RosterSnapshot> loaded() {
        return loaded;
    }

    /** Returns who hears of changes. */
    public Listeners<RosterChange> changes() {
        return changes;
    }

    /** Has another feature hear of changes, in the session's own order and before the application; it must not block. */
    public void follow(Consumer<RosterChange> follower) {
        followers.add(follower);
    }

    /**
     * Adds a contact, or changes what the account says of him; who sees whom is another matter, of the subscription.
     *
     * @return his address when the server has it so
     */
    public Pending<BareJid> set(RosterEntry entry) {
        return change(entry.address(), RosterElements.item(entry));
    }

    /**
     * Removes a contact; neither sees the other any more (section 2.5).
     *
     * @return his address when the server has removed him
     */
    public Pending<BareJid> remove(BareJid contact) {
        return change(contact, RosterElements.removal(contact));
    }

    private Pending<BareJid> change(BareJid contact, Element item) {
        return host.request(IqRequest.Action.SET, Optional.empty(), RosterElements.query(item))
                .map(done -> contact);
    }

    private void load() {
        Pending<RosterSnapshot> loading = new Pending<>();
        loaded = loading;
        Element.Builder query = Element.named(RosterElements.NAMESPACE, "query");
        // section 2.6.2; a server that gave a version has versions, though it may not have said so yet on this
        // connection
        if (host.offers("urn:xmpp:features:rosterver", "ver") || !now.version().isEmpty()) {
            query.attribute("ver", now.version());
        }
        host.request(IqRequest.Action.GET, Optional.empty(), query.build()).whenDone((response, failure) -> {
            if (failure == null) {
                // without a query nothing has changed but for the pushes that follow (section 2.6.3)
                now = RosterSnapshot.in(response.content()).orElse(now);
                tell(new RosterChange.Loaded(now));
                loading.complete(now);
            } else {
                loading.completeExceptionally(failure);
            }
        });
    }

    /** Section 2.1.6: from nobody or from the own bare address, and about one item (section 2.1.4). */
    private IqResponse pushed(IqRequest request) {
        if (request.from().filter(from -> !from.equals(host.account())).isPresent()) {
            host.counters().count(Counters.Kind.FORGERIES);
            return request.refusal(StanzaCondition.SERVICE_UNAVAILABLE);
        }
        ParsedElement query =
                request.content().parsed(RosterElements.NAMESPACE, "query").get(0);
        List<ParsedElement> items = query.content().parsed(RosterElements.NAMESPACE, "item");
        Optional<Contact> contact = items.size() == 1 ? RosterElements.read(items.get(0)) : Optional.empty();
        if (!contact.isPresent()) {
            return request.refusal(StanzaCondition.BAD_REQUEST);
        }
        if (RosterElements.isRemoval(items.get(0))) {
            removed(contact.get().address(), query);
        } else if (now.takes(contact.get())) {
            now = now.with(contact.get(), query);
            tell(new RosterChange.Changed(now, contact.get()));
        } else {
            return request.refusal(StanzaCondition.RESOURCE_CONSTRAINT);
        }
        return request.result();
    }

    private void removed(BareJid address, ParsedElement push) {
        Optional<Contact> before = now.find(address);
        now = now.without(address, push);
        before.ifPresent(contact -> tell(new RosterChange.Removed(now, contact)));
    }

    private void tell(RosterChange change) {
        followers.forEach(follower -> follower.accept(change));
        changes.tell(change);
    }
}
