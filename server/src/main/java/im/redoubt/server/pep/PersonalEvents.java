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
import im.redoubt.server.session.AccountQueues;
import im.redoubt.server.settings.PersonalEventLimits;
import im.redoubt.server.store.NodeConfiguration;
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
import java.util.stream.Stream;

/** Every account is a publish-subscribe service for its own nodes (XEP-0163). */
public final class PersonalEvents implements Feature {
    private static final String[] FEATURES = {
        "access-open",
        "access-presence",
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
        "persistent-items",
        "publish",
        "publish-options",
        "purge-nodes",
        "retrieve-default",
        "retrieve-items",
        "rsm"
    };

    private final PersonalNodes nodes;
    private final Standings standings;
    private final NodeChanges changes;
    private final OwnNodes own;
    private final ItemReader reader;
    private final LastItems lastItems;

    /**
     * What the nodes are kept and served by.
     *
     * @param nodes the store
     * @param rosters who sees whose presence
     * @param queues the accounts' queues
     * @param clock the wall clock
     * @param limits how much there may be of everything
     */
    public record Parts(
            PersonalNodes nodes,
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
        Events events = new Events(audience, fanOut, served);
        this.nodes = parts.nodes();
        this.standings = new Standings(parts.rosters(), audience.blocklists());
        this.changes = new NodeChanges(parts.nodes(), parts.queues(), events);
        this.own = new OwnNodes(changes, new NodeForm(limits.itemsPerNode()), fanOut, audience.random());
        this.reader = new ItemReader(parts.nodes(), limits.itemsPerNode(), mostBytes);
        this.lastItems = new LastItems(
                new LastItems.Means(parts.nodes(), parts.queues(), parts.clock(), limits.lastItems()),
                audience,
                events,
                served);
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
        return List.of(lastItems);
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
                Route.set(Route.Target.ANY_ACCOUNT, PubSub.OWNER, "pubsub", this::set));
    }

    /** Returns whether {@code content} says that something happened to a node. */
    public static boolean isIn(XmlContent content) {
        return content.has(PubSub.EVENT, "event");
    }

    /** Returns whether {@code child} says that something happened to a node. */
    public static boolean isEvent(Element child) {
        return child.is(PubSub.EVENT, "event");
    }

    /** Nobody changes what is not his own, whether there is such an account or not. */
    private CompletionStage<IqAnswer> set(Request request) {
        if (!request.isOwn()) {
            return IqAnswer.refuse(StanzaCondition.FORBIDDEN).now();
        }
        Element payload = request.payload();
        return payload.children().stream()
                .filter(child -> child.name().namespace().equals(payload.name().namespace()))
                .findFirst()
                .map(action -> own.set(request, action))
                .orElseGet(() -> IqAnswer.refuse(StanzaCondition.BAD_REQUEST).now());
    }

    private CompletionStage<IqAnswer> get(Request request) {
        Element payload = request.payload();
        Optional<Element> items = payload.first(PubSub.NAMESPACE, "items");
        if (items.isEmpty()) {
            return unsupported(payload).now();
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

    private static IqAnswer unsupported(Element payload) {
        return payload.children().stream()
                .findFirst()
                .map(child -> PubSubError.unsupported(
                        switch (child.name().local()) {
                            case "subscriptions" -> "retrieve-subscriptions";
                            case "affiliations" -> "retrieve-affiliations";
                            case "options" -> "subscription-options";
                            default -> "retrieve-default-sub";
                        }))
                .orElseGet(() -> IqAnswer.refuse(StanzaCondition.BAD_REQUEST));
    }

    private CompletionStage<IqAnswer> getAsOwner(Request request) {
        if (!request.isOwn()) {
            return IqAnswer.refuse(StanzaCondition.FORBIDDEN).now();
        }
        Element payload = request.payload();
        if (payload.first(PubSub.OWNER, "default").isPresent()) {
            return IqAnswer.of(PubSub.withForm(
                            Element.named(PubSub.OWNER, "default"),
                            NodeForm.of(NodeConfiguration.DEFAULT, PubSub.NODE_CONFIG, "form")))
                    .now();
        }
        Optional<Element> configure = payload.first(PubSub.OWNER, "configure");
        if (configure.isEmpty()) {
            return PubSubError.unsupported("manage-subscriptions").now();
        }
        Optional<String> name = configure.get().attribute("node").filter(OwnNodes::isName);
        return name.isEmpty()
                ? PubSubError.NO_NODE_NAMED.now()
                : nodes.find(request.target(), name.get())
                        .thenApply(found -> found.map(PersonalEvents::configuration)
                                .orElseGet(() -> IqAnswer.refuse(StanzaCondition.ITEM_NOT_FOUND)));
    }

    private static IqAnswer configuration(PersonalNode node) {
        return IqAnswer.of(PubSub.withForm(
                Element.named(PubSub.OWNER, "configure").attribute("node", node.name()),
                NodeForm.of(node.configuration(), PubSub.NODE_CONFIG, "form")));
    }
}
