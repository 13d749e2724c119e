package im.redoubt.server.pep;

import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.feature.Request;
import im.redoubt.server.store.Blob;
import im.redoubt.server.store.NodeConfiguration;
import im.redoubt.server.store.Outcome;
import im.redoubt.server.store.PersonalNode;
import im.redoubt.server.store.Publication;
import im.redoubt.server.store.Refusal;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Carries out what owners ask for their own nodes (XEP-0060 sections 7 and 8). */
final class OwnNodes {
    private static final int ID_BYTES = 12;

    private final NodeChanges changes;
    private final NodeForm form;
    private final FanOut fanOut;
    private final SecureRandom random;

    OwnNodes(NodeChanges changes, NodeForm form, FanOut fanOut, SecureRandom random) {
        this.changes = changes;
        this.form = form;
        this.fanOut = fanOut;
        this.random = random;
    }

    /**
     * Carries out a request.
     *
     * @param request the request
     * @param action what is to be done: a child of its payload
     */
    CompletionStage<IqAnswer> set(Request request, Element action) {
        if (fanOut.isSpent(request.target())) {
            return IqAnswer.refuse(StanzaCondition.RESOURCE_CONSTRAINT, "Too many events in a short time.")
                    .now();
        }
        return switch (action.name().local()) {
            case "publish" -> named(action, node -> publish(request, action, node));
            case "retract" -> named(action, node -> retract(request, action, node));
            case "create" -> create(request, action);
            case "configure" -> named(action, node -> configure(request, action, node));
            case "purge" ->
                named(action, node -> changes.purge(request.target(), node).thenApply(OwnNodes::answer));
            case "delete" ->
                named(action, node -> changes.delete(request.target(), node).thenApply(OwnNodes::answer));
            case "options" -> PubSubError.unsupported("subscription-options").now();
            default -> IqAnswer.refuse(StanzaCondition.BAD_REQUEST).now();
        };
    }

    static CompletionStage<IqAnswer> named(Element action, Function<String, CompletionStage<IqAnswer>> next) {
        Optional<String> node = action.attribute("node").filter(OwnNodes::isName);
        return node.isPresent() ? next.apply(node.get()) : PubSubError.NO_NODE_NAMED.now();
    }

    static boolean isName(String name) {
        return !name.isEmpty() && name.getBytes(StandardCharsets.UTF_8).length <= PubSub.MOST_NAME_BYTES;
    }

    private CompletionStage<IqAnswer> publish(Request request, Element publish, String node) {
        List<Element> items = publish.children(PubSub.NAMESPACE, "item");
        if (items.size() != 1) {
            return (items.isEmpty() ? PubSubError.NO_ITEM_NAMED : PubSubError.SEVERAL_ITEMS).now();
        }
        List<Element> payloads = items.get(0).children();
        if (payloads.size() != 1) {
            return (payloads.isEmpty() ? PubSubError.NO_PAYLOAD : PubSubError.SEVERAL_PAYLOADS).now();
        }
        Optional<String> id = items.get(0).attribute("id").filter(named -> !named.isEmpty());
        if (id.isPresent() && !isName(id.get())) {
            return IqAnswer.refuse(StanzaCondition.BAD_REQUEST).now();
        }
        Element around = request.payload();
        return changed(around.first(PubSub.NAMESPACE, "publish-options"), PubSub.PUBLISH_OPTIONS, options -> {
            Publication publication = new Publication(
                    node,
                    id.orElseGet(this::newId),
                    Blob.of(XmlContent.of("", payloads).toByteArray()),
                    options.apply(NodeConfiguration.DEFAULT),
                    there -> options.apply(there.configuration()).equals(there.configuration()));
            return changes.publish(request.target(), publication).thenApply(outcome -> published(publication, outcome));
        });
    }

    private String newId() {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }

    private static IqAnswer published(Publication publication, Outcome<PersonalNode> outcome) {
        return outcome instanceof Outcome.Done<PersonalNode>
                ? IqAnswer.of(Element.named(PubSub.NAMESPACE, "pubsub")
                        .child(Element.named(PubSub.NAMESPACE, "publish")
                                .attribute("node", publication.node())
                                .child(PubSub.item(PubSub.NAMESPACE, publication.id()))
                                .build())
                        .build())
                : answer(outcome);
    }

    /** Section 7.2.2: what the request says of telling others goes before what the node says. */
    private CompletionStage<IqAnswer> retract(Request request, Element retract, String node) {
        List<Element> items = retract.children(PubSub.NAMESPACE, "item");
        Optional<String> id = items.size() == 1 ? items.get(0).attribute("id") : Optional.empty();
        if (id.isEmpty()) {
            return (items.size() > 1 ? PubSubError.SEVERAL_ITEMS : PubSubError.NO_ITEM_NAMED).now();
        }
        Optional<String> notify = retract.attribute("notify");
        boolean asked =
                notify.filter(word -> word.equals("1") || word.equals("true")).isPresent();
        return changes.retract(
                        request.target(),
                        node,
                        id.get(),
                        configuration -> notify.isPresent() ? asked : configuration.tellsRetraction())
                .thenApply(OwnNodes::answer);
    }

    private CompletionStage<IqAnswer> create(Request request, Element create) {
        Optional<String> named = create.attribute("node");
        String node = named.orElseGet(this::newId);
        if (!isName(node)) {
            return PubSubError.NO_NODE_NAMED.now();
        }
        return changed(
                request.payload().first(PubSub.NAMESPACE, "configure"),
                PubSub.NODE_CONFIG,
                change -> changes.create(request.target(), node, change.apply(NodeConfiguration.DEFAULT))
                        .thenApply(outcome -> named.isEmpty() && outcome instanceof Outcome.Done<PersonalNode>
                                ? created(node)
                                : answer(outcome)));
    }

    /** Section 8.1.2: who left the name to the server is told it. */
    private static IqAnswer created(String node) {
        return IqAnswer.of(Element.named(PubSub.NAMESPACE, "pubsub")
                .child(Element.named(PubSub.NAMESPACE, "create")
                        .attribute("node", node)
                        .build())
                .build());
    }

    private CompletionStage<IqAnswer> configure(Request request, Element configure, String node) {
        return changed(
                Optional.of(configure),
                PubSub.NODE_CONFIG,
                change -> changes.configure(request.target(), node, change).thenApply(OwnNodes::answer));
    }

    private CompletionStage<IqAnswer> changed(
            Optional<Element> around,
            String type,
            Function<UnaryOperator<NodeConfiguration>, CompletionStage<IqAnswer>> next) {
        NodeForm.Reading reading = around.map(element -> form.read(element, type))
                .orElseGet(() -> new NodeForm.Reading.Change(UnaryOperator.identity()));
        return switch (reading) {
            case NodeForm.Reading.Change(UnaryOperator<NodeConfiguration> change) -> next.apply(change);
            case NodeForm.Reading.Cancelled() -> IqAnswer.done().now();
            case NodeForm.Reading.WrongAccess() -> PubSubError.ACCESS_MODEL.now();
            case NodeForm.Reading.Wrong() -> PubSubError.OPTIONS.now();
        };
    }

    static IqAnswer answer(Outcome<PersonalNode> outcome) {
        return switch (outcome) {
            case Outcome.Done<PersonalNode> done -> IqAnswer.done();
            case Outcome.Refused<PersonalNode>(Refusal reason) -> refusal(reason);
        };
    }

    private static IqAnswer refusal(Refusal reason) {
        return switch (reason) {
            case NODE_DIFFERS -> PubSubError.PRECONDITION_NOT_MET;
            case NODE_EXISTS -> IqAnswer.refuse(StanzaCondition.CONFLICT);
            case NO_NODE, NO_ITEM -> IqAnswer.refuse(StanzaCondition.ITEM_NOT_FOUND);
            case TOO_LARGE -> PubSubError.PAYLOAD_TOO_BIG;
            case NODES_FULL, AFFILIATIONS_FULL ->
                IqAnswer.refuse(StanzaCondition.RESOURCE_CONSTRAINT, "There is no room for more.");
            default -> throw new IllegalStateException("no refusal of a node: " + reason);
        };
    }
}
