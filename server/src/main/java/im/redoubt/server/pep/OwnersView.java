package im.redoubt.server.pep;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.store.NodeConfiguration;
import im.redoubt.server.store.PersonalNodes;
import im.redoubt.server.store.RosterItem;
import im.redoubt.server.store.Rosters;
import im.redoubt.xml.Element;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Shows owners how their nodes are (XEP-0060 sections 8.2, 8.3, 8.8.1 and 8.9.1). */
final class OwnersView {
    private final PersonalNodes nodes;
    private final Rosters rosters;
    private final Subscriptions subscriptions;
    private final Affiliations affiliations;

    OwnersView(PersonalNodes nodes, Rosters rosters, Subscriptions subscriptions, Affiliations affiliations) {
        this.nodes = nodes;
        this.rosters = rosters;
        this.subscriptions = subscriptions;
        this.affiliations = affiliations;
    }

    /** Answers an owner who asks with this payload. */
    CompletionStage<IqAnswer> get(BareJid owner, Element payload) {
        if (payload.children().isEmpty()) {
            return IqAnswer.refuse(StanzaCondition.BAD_REQUEST).now();
        }
        Element asked = payload.children().get(0);
        return switch (asked.name().local()) {
            case "default" ->
                groups(owner)
                        .thenApply(groups -> IqAnswer.of(PubSub.withForm(
                                Element.named(PubSub.OWNER, "default"),
                                NodeForm.of(NodeConfiguration.DEFAULT, groups))));
            case "configure" -> OwnNodes.named(asked, node -> configuration(owner, node));
            case "subscriptions" -> OwnNodes.named(asked, node -> subscriptions.toNode(owner, node));
            case "affiliations" -> OwnNodes.named(asked, node -> affiliations.toNode(owner, node));
            default -> IqAnswer.refuse(StanzaCondition.BAD_REQUEST).now();
        };
    }

    private CompletionStage<IqAnswer> configuration(BareJid owner, String name) {
        return nodes.find(owner, name)
                .thenCombine(
                        groups(owner),
                        (found, groups) -> found.map(node -> IqAnswer.of(PubSub.withForm(
                                        Element.named(PubSub.OWNER, "configure").attribute("node", node.name()),
                                        NodeForm.of(node.configuration(), groups))))
                                .orElseGet(() -> IqAnswer.refuse(StanzaCondition.ITEM_NOT_FOUND)));
    }

    private CompletableFuture<List<String>> groups(BareJid owner) {
        return rosters.load(owner)
                .thenApply(roster -> roster.items().values().stream()
                        .map(RosterItem::groups)
                        .flatMap(List::stream)
                        .distinct()
                        .sorted()
                        .toList());
    }
}
