package im.redoubt.server.presence;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.server.blocking.Blocklist;
import im.redoubt.server.blocking.Concealment;
import im.redoubt.server.roster.RosterCache;
import im.redoubt.server.session.Session;
import im.redoubt.server.store.Roster;
import im.redoubt.server.store.RosterItem;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What those see of an account's presence whom it blocks or unblocks (XEP-0191 sections 3.3 and 3.4): only who may see it at
 * all is told anything. Everything runs on the account's queue.
 */
final class Hiding implements Concealment {
    private final RosterCache rosters;
    private final Delivery delivery;
    private final Broadcast broadcast;

    Hiding(RosterCache rosters, Delivery delivery, Broadcast broadcast) {
        this.rosters = rosters;
        this.delivery = delivery;
        this.broadcast = broadcast;
    }

    /** Directed presence ends for good: who is unblocked later is present to nobody by it (RFC 6121 section 4.6.3). */
    @Override
    public void conceal(Blocklist before, Blocklist now) {
        Set<Jid> contacts = seeing(now, change(now, before));
        for (Session session : delivery.sessions(now.owner())) {
            Set<Jid> told = new LinkedHashSet<>();
            if (session.availability().isPresent()) {
                told.addAll(contacts);
            }
            for (Jid address : session.directed()) {
                if (change(now, before).test(address)
                        && !(told.contains(address.bare()) && delivery.reaches(address))) {
                    told.add(address);
                }
            }
            session.directed().removeIf(now::blocks);
            told.forEach(address -> delivery.concealing(address, session.address()));
        }
    }

    /** Who sees the account sees it again, and it sees whom it did not hear of meanwhile. */
    @Override
    public void reveal(Blocklist before, Blocklist now) {
        Predicate<Jid> change = change(before, now);
        Set<Jid> contacts = seeing(before, change);
        Roster roster = rosters.of(now.owner());
        for (Session session : delivery.sessions(now.owner())) {
            session.availability()
                    .ifPresent(there -> contacts.forEach(address -> delivery.to(address, there.presence())));
            if (session.availability().isPresent()) {
                for (Map.Entry<BareJid, RosterItem> entry : roster.items().entrySet()) {
                    if (change.test(entry.getKey()) && SubscriptionRules.seesContact(entry.getValue())) {
                        broadcast.probe(session, entry.getKey());
                    }
                }
            }
        }
    }

    private static Predicate<Jid> change(Blocklist with, Blocklist without) {
        return address -> with.blocks(address) && !without.blocks(address);
    }

    /** The contacts that see the account, and those sessions of them that are on the list by themselves. */
    private Set<Jid> seeing(Blocklist list, Predicate<Jid> change) {
        Set<Jid> addresses = new LinkedHashSet<>();
        Map<BareJid, RosterItem> items = rosters.of(list.owner()).items();
        items.forEach((contact, item) -> {
            if (SubscriptionRules.seenByContact(item) && change.test(contact)) {
                addresses.add(contact);
            }
        });
        for (Jid address : list.addresses()) {
            RosterItem item = items.get(address.bare());
            if (!address.isBare()
                    && item != null
                    && SubscriptionRules.seenByContact(item)
                    && !addresses.contains(address.bare())
                    && change.test(address)) {
                addresses.add(address);
            }
        }
        return addresses;
    }
}
