package im.redoubt.server.presence;

import im.redoubt.server.store.RosterContact;
import im.redoubt.server.store.RosterItem;
import im.redoubt.server.store.Subscription;
import im.redoubt.server.store.SubscriptionRequest;
import java.util.List;
import java.util.Optional;

/**
 * How subscription stanzas change what an account knows of a contact: the tables of RFC 6121 appendix A. Whether something
 * is sent on or shown follows from comparing before and after, see {@link SubscriptionFlow}.
 */
final class SubscriptionRules {
    private static final RosterItem FRESH =
            new RosterItem(Optional.empty(), Subscription.NONE, false, false, List.of());

    private SubscriptionRules() {}

    /** A.2.1: the account asks for the contact's presence. The stanza is always sent on. */
    static RosterContact outboundSubscribe(RosterContact contact) {
        RosterItem item = contact.item().orElse(FRESH);
        return seesContact(item) ? contact : contact.withItem(Optional.of(with(item, item.subscription(), true)));
    }

    /** A.2.2: the account no longer wants the contact's presence. The stanza is always sent on. */
    static RosterContact outboundUnsubscribe(RosterContact contact) {
        return change(contact, item -> with(item, withoutTo(item.subscription()), false));
    }

    /** A.2.3: the account lets the contact see its presence, or says beforehand that it will (section 3.4). */
    static RosterContact outboundSubscribed(RosterContact contact) {
        RosterItem item = contact.item().orElse(FRESH);
        if (contact.request().isPresent()) {
            return contact.withRequest(Optional.empty())
                    .withItem(Optional.of(with(item, withFrom(item.subscription()), item.ask())));
        }
        return seenByContact(item) ? contact : contact.withItem(Optional.of(approved(item, true)));
    }

    /** A.2.4: the account no longer lets the contact see its presence, denies a request, or takes an approval back. */
    static RosterContact outboundUnsubscribed(RosterContact contact) {
        return change(
                contact.withRequest(Optional.empty()),
                item -> approved(with(item, withoutFrom(item.subscription()), item.ask()), false));
    }

    /** A.3.1: the contact asks for the account's presence. */
    static RosterContact inboundSubscribe(RosterContact contact, SubscriptionRequest request) {
        Optional<RosterItem> item = contact.item();
        if (item.filter(SubscriptionRules::seenByContact).isPresent()) {
            return contact;
        }
        if (item.filter(RosterItem::approved).isPresent()) {
            return change(contact, known -> approved(with(known, withFrom(known.subscription()), known.ask()), false));
        }
        return contact.request().isPresent() ? contact : contact.withRequest(Optional.of(request));
    }

    /** A.3.2: the contact no longer wants the account's presence. */
    static RosterContact inboundUnsubscribe(RosterContact contact) {
        return change(
                contact.withRequest(Optional.empty()),
                item -> with(item, withoutFrom(item.subscription()), item.ask()));
    }

    /** A.3.3: the contact lets the account see its presence; without having been asked it changes nothing. */
    static RosterContact inboundSubscribed(RosterContact contact) {
        return contact.item().filter(RosterItem::ask).isPresent()
                ? change(contact, item -> with(item, withTo(item.subscription()), false))
                : contact;
    }

    /** A.3.4: the contact no longer lets the account see its presence, or denies a request. */
    static RosterContact inboundUnsubscribed(RosterContact contact) {
        return change(contact, item -> with(item, withoutTo(item.subscription()), false));
    }

    static boolean seesContact(RosterItem item) {
        return item.subscription().seesContact();
    }

    static boolean seenByContact(RosterItem item) {
        return item.subscription().isSeenByContact();
    }

    private static RosterContact change(RosterContact contact, java.util.function.UnaryOperator<RosterItem> change) {
        return contact.withItem(contact.item().map(change));
    }

    private static RosterItem with(RosterItem item, Subscription subscription, boolean ask) {
        return new RosterItem(item.name(), subscription, ask, item.approved(), item.groups());
    }

    private static RosterItem approved(RosterItem item, boolean approved) {
        return new RosterItem(item.name(), item.subscription(), item.ask(), approved, item.groups());
    }

    private static Subscription withTo(Subscription before) {
        return before == Subscription.FROM || before == Subscription.BOTH ? Subscription.BOTH : Subscription.TO;
    }

    private static Subscription withFrom(Subscription before) {
        return before == Subscription.TO || before == Subscription.BOTH ? Subscription.BOTH : Subscription.FROM;
    }

    private static Subscription withoutTo(Subscription before) {
        return before == Subscription.FROM || before == Subscription.BOTH ? Subscription.FROM : Subscription.NONE;
    }

    private static Subscription withoutFrom(Subscription before) {
        return before == Subscription.TO || before == Subscription.BOTH ? Subscription.TO : Subscription.NONE;
    }
}
