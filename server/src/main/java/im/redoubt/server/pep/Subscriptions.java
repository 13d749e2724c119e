package im.redoubt.server.pep;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.feature.Request;
import im.redoubt.server.feature.SessionHook;
import im.redoubt.server.session.AccountQueues;
import im.redoubt.server.session.Session;
import im.redoubt.server.session.Sessions;
import im.redoubt.server.store.NodeSubscription;
import im.redoubt.server.store.NodeSubscriptions;
import im.redoubt.server.store.Outcome;
import im.redoubt.server.store.PersonalNode;
import im.redoubt.server.store.PersonalNodes;
import im.redoubt.server.store.Store;
import im.redoubt.xml.Element;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * Who subscribes to nodes (XEP-0060 sections 5.6, 6.1 and 6.2). Guarantees: one subscribes himself only, to what he may read; whoever
 * may not is told what {@link Standing#refusal} says, whatever there is. A resource's subscriptions end with its session, since
 * nobody gets its name again.
 */
final class Subscriptions implements SessionHook {
    private final PersonalNodes nodes;
    private final NodeSubscriptions store;
    private final Standings standings;
    private final AccountQueues queues;
    private final Sessions sessions;
    private final LastItems lastItems;
    private final Set<FullJid> resources = ConcurrentHashMap.newKeySet();

    /**
     * What subscriptions are made by.
     *
     * @param nodes the nodes
     * @param store who has subscribed to them
     * @param standings who may read them
     * @param queues the accounts' queues
     * @param sessions who is on line
     */
    record Means(
            PersonalNodes nodes,
            NodeSubscriptions store,
            Standings standings,
            AccountQueues queues,
            Sessions sessions) {}

    Subscriptions(Means means, LastItems lastItems) {
        this.nodes = means.nodes();
        this.store = means.store();
        this.standings = means.standings();
        this.queues = means.queues();
        this.sessions = means.sessions();
        this.lastItems = lastItems;
    }

    /** Section 6.1. */
    CompletionStage<IqAnswer> subscribe(Request request, Element subscribe) {
        if (request.payload().first(PubSub.NAMESPACE, "options").isPresent()) {
            return PubSubError.unsupported("subscription-options").now();
        }
        Optional<Jid> subscriber = subscriber(request, subscribe)
                .filter(address -> !(address instanceof FullJid resource)
                        || sessions.find(resource).isPresent());
        return subscriber.isEmpty()
                ? PubSubError.INVALID_JID.now()
                : onReadable(request, subscribe, (owner, node) -> subscribed(owner, node, subscriber.get()));
    }

    /** Section 6.2. */
    CompletionStage<IqAnswer> unsubscribe(Request request, Element unsubscribe) {
        Optional<Jid> subscriber = subscriber(request, unsubscribe);
        return subscriber.isEmpty()
                ? IqAnswer.refuse(StanzaCondition.FORBIDDEN).now()
                : onReadable(request, unsubscribe, (owner, node) -> {
                    List<NodeSubscription> one = List.of(new NodeSubscription(node.name(), subscriber.get()));
                    return Store.await(store.remove(owner, one)) == 0 ? PubSubError.NOT_SUBSCRIBED : IqAnswer.done();
                });
    }

    private static Optional<Jid> subscriber(Request request, Element action) {
        return action.attribute("jid")
                .flatMap(Jid::parse)
                .filter(address -> address.bare().equals(request.sender().account()));
    }

    /** Looks before it enters the owner's queue, so that whoever may not read waits for nothing that is done there. */
    private CompletionStage<IqAnswer> onReadable(
            Request request, Element action, BiFunction<BareJid, PersonalNode, IqAnswer> next) {
        Optional<String> name = action.attribute("node").filter(OwnNodes::isName);
        if (name.isEmpty()) {
            return PubSubError.NO_NODE_NAMED.now();
        }
        BareJid owner = request.target();
        return ReadableNode.find(standings, nodes, request, name.get()).thenCompose(found -> switch (found) {
            case ReadableNode.Hidden(IqAnswer refusal) -> refusal.now();
            case ReadableNode.There there ->
                queues.run(owner, () -> switch (Store.await(
                        ReadableNode.find(standings, nodes, request, name.get()).toCompletableFuture())) {
                    case ReadableNode.Hidden(IqAnswer refusal) -> refusal;
                    case ReadableNode.There(PersonalNode node) -> next.apply(owner, node);
                });
        });
    }

    /** What is newest comes behind the answer (section 6.1.7): on the queue, behind what is done now. */
    private IqAnswer subscribed(BareJid owner, PersonalNode node, Jid subscriber) {
        if (subscriber instanceof FullJid resource) {
            resources.add(resource);
        }
        Outcome<Boolean> outcome = Store.await(store.add(
                owner,
                new NodeSubscription(node.name(), subscriber),
                address -> sessions.find(address).isPresent()));
        if (!(outcome instanceof Outcome.Done<Boolean>(Boolean isNew))) {
            return PubSubError.TOO_MANY_SUBSCRIPTIONS;
        }
        if (subscriber instanceof FullJid resource && sessions.find(resource).isEmpty()) {
            forget(resource);
        }
        if (isNew) {
            var _ = queues.run(owner, () -> {
                lastItems.subscribed(owner, node, subscriber);
                return null;
            });
        }
        return IqAnswer.of(Element.named(PubSub.NAMESPACE, "pubsub")
                .child(element(PubSub.NAMESPACE, subscriber)
                        .attribute("node", node.name())
                        .build())
                .build());
    }

    private static Element.Builder element(String namespace, Jid subscriber) {
        return Element.named(namespace, "subscription")
                .attribute("jid", subscriber.toString())
                .attribute("subscription", "subscribed");
    }

    /** Section 5.6. Who has none and may not know of the account is told what he is told of none. */
    CompletionStage<IqAnswer> of(Request request, Element asked) {
        Optional<String> name = asked.attribute("node");
        return standings
                .of(request)
                .thenCombine(nodes.all(request.target()), Visible::of)
                .thenCombine(store.of(request.target(), request.sender().account()), (visible, made) -> {
                    List<NodeSubscription> found = made.stream()
                            .filter(one -> visible.nodes().contains(one.node()))
                            .filter(one -> name.isEmpty() || name.get().equals(one.node()))
                            .toList();
                    return found.isEmpty() && !visible.standing().knows()
                            ? visible.standing().refusal()
                            : list(name, found);
                });
    }

    private record Visible(Standing standing, List<String> nodes) {
        static Visible of(Standing standing, List<PersonalNode> all) {
            return new Visible(
                    standing,
                    all.stream().filter(standing::reads).map(PersonalNode::name).toList());
        }
    }

    private static IqAnswer list(Optional<String> name, List<NodeSubscription> found) {
        Element.Builder list = Element.named(PubSub.NAMESPACE, "subscriptions").attribute("node", name);
        for (NodeSubscription one : found) {
            list.child(element(PubSub.NAMESPACE, one.subscriber())
                    .attribute("node", one.node())
                    .build());
        }
        return IqAnswer.of(
                Element.named(PubSub.NAMESPACE, "pubsub").child(list.build()).build());
    }

    /** Section 8.8.1, for the owner. */
    CompletionStage<IqAnswer> toNode(BareJid owner, String node) {
        return nodes.find(owner, node).thenCombine(store.of(owner, node), (found, subscribers) -> {
            if (found.isEmpty()) {
                return IqAnswer.refuse(StanzaCondition.ITEM_NOT_FOUND);
            }
            Element.Builder list = Element.named(PubSub.OWNER, "subscriptions").attribute("node", node);
            subscribers.forEach(one -> list.child(element(PubSub.OWNER, one).build()));
            return IqAnswer.of(
                    Element.named(PubSub.OWNER, "pubsub").child(list.build()).build());
        });
    }

    /** Sections 8.8.2 and 8.8.3, for the owner: he ends subscriptions. Nobody is subscribed by somebody else. */
    CompletionStage<IqAnswer> manage(BareJid owner, String node, Element subscriptions) {
        List<Element> wanted = subscriptions.children(PubSub.OWNER, "subscription");
        List<NodeSubscription> ended = wanted.stream()
                .filter(one ->
                        one.attribute("subscription").filter("none"::equals).isPresent())
                .flatMap(one -> one.attribute("jid").flatMap(Jid::parse).stream())
                .map(address -> new NodeSubscription(node, address))
                .toList();
        return queues.run(owner, () -> {
            if (Store.await(nodes.find(owner, node)).isEmpty()) {
                return IqAnswer.refuse(StanzaCondition.ITEM_NOT_FOUND);
            }
            if (ended.size() != wanted.size()) {
                return IqAnswer.refuse(StanzaCondition.NOT_ACCEPTABLE);
            }
            Store.await(store.remove(owner, ended));
            return IqAnswer.done();
        });
    }

    @Override
    public void ended(Session session) {
        forget(session.address());
    }

    private void forget(FullJid resource) {
        if (resources.remove(resource)) {
            Store.await(store.forget(resource));
        }
    }
}
