package im.redoubt.server.roster;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.server.feature.Feature;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.feature.Request;
import im.redoubt.server.feature.Route;
import im.redoubt.server.session.AccountQueues;
import im.redoubt.server.store.Outcome;
import im.redoubt.server.store.Refusal;
import im.redoubt.server.store.Roster;
import im.redoubt.server.store.RosterChanges;
import im.redoubt.server.store.RosterContact;
import im.redoubt.server.store.RosterItem;
import im.redoubt.server.store.RosterUpdate;
import im.redoubt.server.store.Rosters;
import im.redoubt.server.store.Store;
import im.redoubt.server.store.Subscription;
import im.redoubt.xml.Element;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The roster as its owner reads and changes it (RFC 6121 section 2, with versions by section 2.6). */
public final class RosterFeature implements Feature {
    private final Rosters rosters;
    private final AccountQueues queues;
    private final RosterPush push;
    private final Cancellation cancellation;
    private final RosterSet.Limits limits;

    /** Ends the subscriptions of a contact that is removed. */
    @FunctionalInterface
    public interface Cancellation {
        /**
         * Ends what subscriptions there were.
         *
         * @param account whose roster it was
         * @param removed the contact as it was
         * @return complete when the contact's side is done
         */
        CompletionStage<Void> cancel(BareJid account, RosterContact removed);
    }

    /**
     * Serves rosters.
     *
     * @param groups how many groups an item may have
     * @param nameBytes bytes of a name or a group
     */
    public RosterFeature(
            Rosters rosters,
            AccountQueues queues,
            RosterPush push,
            Cancellation cancellation,
            int groups,
            int nameBytes) {
        this.rosters = rosters;
        this.queues = queues;
        this.push = push;
        this.cancellation = cancellation;
        this.limits = new RosterSet.Limits(groups, nameBytes);
    }

    @Override
    public List<String> specs() {
        return List.of("RFC 6121 section 2", "XEP-0237 1.3");
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(Route.Target.OWN_ACCOUNT, RosterElements.NAMESPACE, "query", this::get),
                Route.set(Route.Target.OWN_ACCOUNT, RosterElements.NAMESPACE, "query", this::set),
                Route.get(Route.Target.ANY_ACCOUNT, RosterElements.NAMESPACE, "query", request -> forbidden()),
                Route.set(Route.Target.ANY_ACCOUNT, RosterElements.NAMESPACE, "query", request -> forbidden()));
    }

    /** Rosters are nobody else's business (section 2.1.5), and the answer is the same for accounts that do not exist. */
    private static CompletionStage<IqAnswer> forbidden() {
        return IqAnswer.refuse(StanzaCondition.FORBIDDEN).now();
    }

    private CompletionStage<IqAnswer> get(Request request) {
        return queues.run(request.sender().account(), () -> {
            request.sender().becomeInterested();
            Optional<String> known = request.payload().attribute("ver");
            return known.isEmpty()
                    ? whole(Store.await(rosters.load(request.target())), false)
                    : since(request, known.get());
        });
    }

    /** Changes since the client's version come as pushes behind an empty result (section 2.6.3). */
    private IqAnswer since(Request request, String known) {
        RosterChanges changes = Store.await(rosters.changesSince(request.target(), version(known)));
        return switch (changes) {
            case RosterChanges.Whole(Roster roster) -> whole(roster, true);
            case RosterChanges.Since(List<RosterChanges.Change> list) -> {
                for (RosterChanges.Change change : list) {
                    push.send(request.sender(), change.contact(), change.item(), change.version());
                }
                yield IqAnswer.done();
            }
        };
    }

    private static long version(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notOurs) {
            return -1;
        }
    }

    private static IqAnswer whole(Roster roster, boolean versioned) {
        Element.Builder query = Element.named(RosterElements.NAMESPACE, "query");
        if (versioned) {
            query.attribute("ver", Long.toString(roster.version()));
        }
        roster.items().forEach((contact, item) -> query.child(RosterElements.item(contact, Optional.of(item))));
        return IqAnswer.of(query.build());
    }

    private CompletionStage<IqAnswer> set(Request request) {
        BareJid account = request.target();
        return switch (RosterSet.read(request.payload(), account, limits)) {
            case RosterSet.Wrong(StanzaCondition condition) ->
                IqAnswer.refuse(condition).now();
            case RosterSet.Put put -> queues.run(account, () -> put(account, put));
            case RosterSet.Remove(BareJid contact) -> remove(account, contact);
        };
    }

    private IqAnswer put(BareJid account, RosterSet.Put put) {
        Outcome<RosterUpdate> outcome = Store.await(rosters.update(account, put.contact(), known -> {
            RosterItem before =
                    known.item().orElse(new RosterItem(Optional.empty(), Subscription.NONE, false, false, List.of()));
            return known.withItem(Optional.of(
                    new RosterItem(put.name(), before.subscription(), before.ask(), before.approved(), put.groups())));
        }));
        return answer(account, outcome);
    }

    private IqAnswer answer(BareJid account, Outcome<RosterUpdate> outcome) {
        return switch (outcome) {
            case Outcome.Done<RosterUpdate>(RosterUpdate update) -> {
                push.changed(account, update);
                yield IqAnswer.done();
            }
            case Outcome.Refused<RosterUpdate>(Refusal reason) ->
                IqAnswer.refuse(
                        reason == Refusal.ROSTER_FULL
                                ? StanzaCondition.RESOURCE_CONSTRAINT
                                : StanzaCondition.SERVICE_UNAVAILABLE);
        };
    }

    private CompletionStage<IqAnswer> remove(BareJid account, BareJid contact) {
        return queues.run(account, () -> removed(account, contact)).thenCompose(outcome -> {
            if (!(outcome instanceof Outcome.Done<RosterUpdate>(RosterUpdate update))) {
                return IqAnswer.refuse(StanzaCondition.SERVICE_UNAVAILABLE).now();
            }
            if (update.before().item().isEmpty()) {
                return IqAnswer.refuse(StanzaCondition.ITEM_NOT_FOUND).now();
            }
            return cancellation.cancel(account, update.before()).thenApply(done -> IqAnswer.done());
        });
    }

    private Outcome<RosterUpdate> removed(BareJid account, BareJid contact) {
        Outcome<RosterUpdate> outcome = Store.await(rosters.update(
                account,
                contact,
                known -> known.item().isEmpty()
                        ? known
                        : known.withItem(Optional.empty()).withRequest(Optional.empty())));
        if (outcome instanceof Outcome.Done<RosterUpdate>(RosterUpdate update)) {
            push.changed(account, update);
        }
        return outcome;
    }
}
