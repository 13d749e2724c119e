package im.redoubt.server.pep;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.disco.AccountView;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.feature.Request;
import im.redoubt.server.store.ItemQuery;
import im.redoubt.server.store.NodeItem;
import im.redoubt.server.store.PersonalNode;
import im.redoubt.server.store.PersonalNodes;
import im.redoubt.xml.Element;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** What disco says of the nodes of accounts (XEP-0163 section 6, XEP-0060 sections 5.2, 5.3 and 5.5). */
final class NodeDisco implements AccountView {
    private static final String INFO = "http://jabber.org/protocol/disco#info";
    private static final String ITEMS = "http://jabber.org/protocol/disco#items";
    private static final ItemQuery NEWEST = new ItemQuery(0, Long.MAX_VALUE, true, 100, 65_536);

    private final PersonalNodes nodes;
    private final Standings standings;

    NodeDisco(PersonalNodes nodes, Standings standings) {
        this.nodes = nodes;
        this.standings = standings;
    }

    @Override
    public CompletionStage<Boolean> isShown(Request request) {
        return standings.of(request).thenApply(Standing::knows);
    }

    @Override
    public CompletionStage<List<Element>> nodes(Request request) {
        return standings
                .of(request)
                .thenCombine(
                        nodes.all(request.target()),
                        (standing, all) -> all.stream()
                                .filter(standing::reads)
                                .map(node -> item(request.target())
                                        .attribute("node", node.name())
                                        .build())
                                .toList());
    }

    @Override
    public CompletionStage<IqAnswer> info(Request request, String name) {
        return readable(
                request,
                name,
                node -> IqAnswer.of(Element.named(INFO, "query")
                                .attribute("node", name)
                                .child(Element.named(INFO, "identity")
                                        .attribute("category", "pubsub")
                                        .attribute("type", "leaf")
                                        .build())
                                .child(Element.named(INFO, "feature")
                                        .attribute("var", PubSub.NAMESPACE)
                                        .build())
                                .build())
                        .now());
    }

    @Override
    public CompletionStage<IqAnswer> items(Request request, String name) {
        return readable(
                request,
                name,
                node -> nodes.items(request.target(), name, NEWEST).thenApply(page -> {
                    Element.Builder query = Element.named(ITEMS, "query").attribute("node", name);
                    for (NodeItem one : page.items()) {
                        query.child(item(request.target())
                                .attribute("name", one.id())
                                .build());
                    }
                    return IqAnswer.of(query.build());
                }));
    }

    private static Element.Builder item(BareJid owner) {
        return Element.named(ITEMS, "item").attribute("jid", owner.toString());
    }

    private CompletionStage<IqAnswer> readable(
            Request request, String name, Function<PersonalNode, CompletionStage<IqAnswer>> answer) {
        return ReadableNode.find(standings, nodes, request, name).thenCompose(found -> switch (found) {
            case ReadableNode.There(PersonalNode node) -> answer.apply(node);
            case ReadableNode.Hidden(IqAnswer refusal) -> refusal.now();
        });
    }
}
