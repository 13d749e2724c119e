package im.redoubt.server.pep;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.payload.ResultSet;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.server.disco.AccountView;
import im.redoubt.server.feature.Feature;
import im.redoubt.server.feature.Identity;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.feature.Request;
import im.redoubt.server.feature.Route;
import im.redoubt.server.feature.SessionHook;
import im.redoubt.server.guard.TokenRate;
import im.redoubt.server.roster.RosterWatcher;
import im.redoubt.server.session.AccountQueues;
import im.redoubt.server.settings.PersonalEventLimits;
import im.redoubt.server.store.NodeSubscriptions;
import im.redoubt.server.store.Outcome;
import im.redoubt.server.store.PersonalNode;
import im.redoubt.server.store.PersonalNodes;
import im.redoubt.server.store.Publication;
import im.redoubt.server.store.Rosters;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;

/** Every account is a publish-subscribe service for its own nodes (XEP-0163). */
public final class PersonalEvents implements Feature {
    private static final String[] FEATURES = {
        "access-open",
        "access-presence",
        "access-roster",
        "access-whitelist",
        "auto-create",
        "auto-subscribe",
        "config-node",
        "config-node-max",
        "create-and-configure",
        "create-nodes",
        "delete-items",
        "delete-nodes",
        "filtered-notifications",
        "instant-nodes",
        "item-ids",
        "last-published",
        "manage-subscriptions",
        "member-affiliation",
        "modify-affiliations",
        "outcast-affiliation",
        "persistent-items",
        "publish",
        "publish-options",
        "purge-nodes",
        "retrieve-affiliations",
        "retrieve-default",
        "retrieve-items",
        "retrieve-subscriptions",
        "rsm",
        "subscribe"
    };

    private final PersonalNodes nodes;
    private final Standings standings;
    private final NodeChanges changes;
    private final OwnNodes own;
    private final OwnersView view;
    private final ItemReader reader;
    private final LastItems lastItems;
    private final LostAccess lostAccess;
    private final Subscriptions subscriptions;
    private final Affiliations affiliations;

    /**
     * What the nodes are kept and served by.
     *
     * @param nodes the store
     * @param subscriptions who has subscribed to them
     * @param rosters who sees whose presence
     * @param queues the accounts' queues
     * @param clock the wall clock
     * @param limits how much there may be of everything
     */
    public record Parts(
            PersonalNodes nodes,
            NodeSubscriptions subscriptions,
            Rosters rosters,
            AccountQueues queues,
            InstantSource clock,
            PersonalEventLimits limits) {}

    /**
     * Serves nodes.
     *
     * @param parts what they are kept and served by
     * @param audience what events are sent by
     * @param mostBytes how many bytes of payloads an answer holds
     */
    public PersonalEvents(Parts parts, Audience audience, int mostBytes) {
        PersonalEventLimits limits = parts.limits();
        FanOut fanOut = new FanOut(
                new TokenRate(limits.notificationsPerSecond(), limits.burstNotifications(), System::nanoTime));
        Served served = new Served();
        Recipients recipients = new Recipients(audience);
        Events events = new Events(recipients, audience.random(), fanOut, served);
        this.nodes = parts.nodes();
        this.standings = new Standings(parts.rosters(), audience.blocklists());
        this.lostAccess = new LostAccess(parts.nodes(), parts.subscriptions(), recipients);
        this.changes = new NodeChanges(parts.nodes(), parts.subscriptions(), parts.queues(), events, lostAccess);
        this.own = new OwnNodes(changes, new NodeForm(limits.itemsPerNode()), fanOut, audience.random());
        this.reader = new ItemReader(parts.nodes(), limits.itemsPerNode(), mostBytes);
        this.lastItems = new LastItems(
                new LastItems.Means(parts.nodes(), parts.queues(), parts.clock(), limits.lastItems()),
                audience,
                recipients,
                events,
                served);
        this.subscriptions = new Subscriptions(
                new Subscriptions.Means(
                        parts.nodes(), parts.subscriptions(), standings, parts.queues(), audience.sessions()),
                lastItems);
        this.affiliations = new Affiliations(parts.nodes(), standings, changes);
        this.view = new OwnersView(parts.nodes(), parts.rosters(), subscriptions, affiliations);
        audience.interests().follow(lastItems);
    }

    @Override
    public List<String> specs() {
        return List.of("XEP-0163 1.2.2", "XEP-0060 1.30.0", "XEP-0223 1.1.1", "XEP-0402 1.2.0", "XEP-0172 1.1");
    }

    @Override
    public List<Identity> accountIdentities() {
        return List.of(new Identity("pubsub", "pep"));
    }

    @Override
    public List<String> advertisedByAccounts() {
        return Stream.concat(
                        Stream.of(PubSub.NAMESPACE, ResultSet.NAMESPACE),
                        Stream.of(FEATURES).map(feature -> PubSub.NAMESPACE + "#" + feature))
                .toList();
    }

    @Override
    public List<SessionHook> sessionHooks() {
        return List.of(lastItems, subscriptions);
    }

    /**
     * Publishes an item on behalf of its owner.
     *
     * @param owner whose node it is
     * @param publication the item
     * @return what came of it, after its events were sent
     */
    public CompletableFuture<Outcome<PersonalNode>> publish(BareJid owner, Publication publication) {
        return changes.publish(owner, publication);
    }

    /** Has {@code watcher} told of publications from now on; while the server is put together. */
    public void follow(NodeWatcher watcher) {
        changes.follow(watcher);
    }

    /** Returns who is to be told what changes in rosters. */
    public RosterWatcher rosterWatcher() {
        return lostAccess;
    }

    /** Returns what disco says of nodes. */
    public AccountView view() {
        return new NodeDisco(nodes, standings);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(Route.Target.ANY_ACCOUNT, PubSub.NAMESPACE, "pubsub", this::get),
                Route.set(Route.Target.ANY_ACCOUNT, PubSub.NAMESPACE, "pubsub", this::set),
                Route.get(Route.Target.ANY_ACCOUNT, PubSub.OWNER, "pubsub", this::getAsOwner),
                Route.set(Route.Target.ANY_ACCOUNT, PubSub.OWNER, "pubsub", this::setAsOwner));
    }

    /** Returns whether {@code content} says that something happened to a node. */
    public static boolean isIn(XmlContent content) {
        return content.has(PubSub.EVENT, "event");
    }

    /** Returns whether {@code child} says that something happened to a node. */
    public static boolean isEvent(Element child) {
        return child.is(PubSub.EVENT, "event");
    }

    /** Anybody may subscribe himself. Nobody changes what is not his own, whether there is such an account or not. */
    private CompletionStage<IqAnswer> set(Request request) {
        Optional<Element> action = action(request);
        return switch (action.map(one -> one.name().local()).orElse("")) {
            case "subscribe" -> subscriptions.subscribe(request, action.orElseThrow());
            case "unsubscribe" -> subscriptions.unsubscribe(request, action.orElseThrow());
            default -> onOwn(request, one -> own.set(request, one));
        };
    }

    private CompletionStage<IqAnswer> setAsOwner(Request request) {
        BareJid owner = request.target();
        return onOwn(request, action -> switch (action.name().local()) {
            case "subscriptions" -> OwnNodes.named(action, node -> subscriptions.manage(owner, node, action));
            case "affiliations" -> OwnNodes.named(action, node -> affiliations.modify(owner, node, action));
            default -> own.set(request, action);
        });
    }

    private static CompletionStage<IqAnswer> onOwn(
            Request request, Function<Element, CompletionStage<IqAnswer>> change) {
        if (!request.isOwn()) {
            return IqAnswer.refuse(StanzaCondition.FORBIDDEN).now();
        }
        return action(request)
                .map(change)
                .orElseGet(() -> IqAnswer.refuse(StanzaCondition.BAD_REQUEST).now());
    }

    private static Optional<Element> action(Request request) {
        Element payload = request.payload();
        return payload.children().stream()
                .filter(child -> child.name().namespace().equals(payload.name().namespace()))
                .findFirst();
    }

    private CompletionStage<IqAnswer> get(Request request) {
        Element payload = request.payload();
        Optional<Element> items = payload.first(PubSub.NAMESPACE, "items");
        if (items.isEmpty()) {
            return list(request, payload);
        }
        Optional<String> name = items.get().attribute("node").filter(OwnNodes::isName);
        if (name.isEmpty()) {
            return PubSubError.NO_NODE_NAMED.now();
        }
        return ReadableNode.find(standings, nodes, request, name.get()).thenCompose(found -> switch (found) {
            case ReadableNode.There(PersonalNode node) -> reader.read(request.target(), node.name(), payload);
            case ReadableNode.Hidden(IqAnswer refusal) -> refusal.now();
        });
    }

    private CompletionStage<IqAnswer> list(Request request, Element payload) {
        Optional<Element> made = payload.first(PubSub.NAMESPACE, "subscriptions");
        if (made.isPresent()) {
            return subscriptions.of(request, made.get());
        }
        return payload.first(PubSub.NAMESPACE, "affiliations")
                .map(asked -> affiliations.of(request, asked))
                .orElseGet(() -> unsupported(payload).now());
    }

    private static IqAnswer unsupported(Element payload) {
        return payload.children().stream()
                .findFirst()
                .map(child -> PubSubError.unsupported(
                        switch (child.name().local()) {
                            case "options" -> "subscription-options";
                            default -> "retrieve-default-sub";
                        }))
                .orElseGet(() -> IqAnswer.refuse(StanzaCondition.BAD_REQUEST));
    }

    private CompletionStage<IqAnswer> getAsOwner(Request request) {
        return request.isOwn()
                ? view.get(request.target(), request.payload())
                : IqAnswer.refuse(StanzaCondition.FORBIDDEN).now();
    }
}
