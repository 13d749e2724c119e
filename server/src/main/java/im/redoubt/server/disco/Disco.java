package im.redoubt.server.disco;

import im.redoubt.protocol.disco.OwnCapabilities;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.server.feature.Feature;
import im.redoubt.server.feature.Identity;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.feature.Request;
import im.redoubt.server.feature.Route;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlName;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Says what the server and accounts can do (XEP-0030). Of others' accounts it is said to who sees their presence; to everybody else
 * nothing, whether they exist or not.
 */
public final class Disco implements Feature {
    private static final String INFO = "http://jabber.org/protocol/disco#info";
    private static final String ITEMS = "http://jabber.org/protocol/disco#items";

    // That of the stream's header, said once more: a hash is of what is said, and some readers look no further.
    private static final String LANGUAGE = "en";

    private static final String SOFTWARE = "https://redoubt.im";

    private final Element server;
    private final OwnCapabilities capabilities;
    private final Element account;
    private final List<DiscoNode> nodes;
    private final AccountView accounts;

    /**
     * Says what {@code features} advertise.
     *
     * @param features all features of the server
     * @param forms what the server says about itself beside its features (XEP-0128)
     * @param nodes what lies below the server
     * @param accounts what lies below accounts, and who may know of them
     */
    public Disco(List<Feature> features, List<Element> forms, List<DiscoNode> nodes, AccountView accounts) {
        this.server = info(
                Stream.of(new Identity("server", "im")),
                features.stream().flatMap(one -> one.advertisedByServer().stream()),
                forms);
        this.capabilities = OwnCapabilities.of(SOFTWARE, server);
        this.account = info(
                Stream.concat(
                        Stream.of(new Identity("account", "registered")),
                        features.stream().flatMap(one -> one.accountIdentities().stream())),
                features.stream().flatMap(one -> one.advertisedByAccounts().stream()),
                List.of());
        this.nodes = List.copyOf(nodes);
        this.accounts = accounts;
    }

    /** Returns what the server announces of itself in the stream features. */
    public List<Element> announcements() {
        return capabilities.announcements();
    }

    private static Element info(Stream<Identity> identities, Stream<String> features, List<Element> forms) {
        Element.Builder query = Element.named(INFO, "query");
        identities.forEach(identity -> query.child(Element.named(INFO, "identity")
                .attribute("category", identity.category())
                .attribute("type", identity.type())
                .attribute(XmlName.LANG, LANGUAGE)
                .build()));
        TreeSet<String> sorted = new TreeSet<>(List.of(INFO, ITEMS));
        features.forEach(sorted::add);
        for (String feature : sorted) {
            query.child(Element.named(INFO, "feature").attribute("var", feature).build());
        }
        return query.children(forms).build();
    }

    @Override
    public List<String> specs() {
        return List.of("XEP-0030 2.5.0");
    }

    @Override
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        routes.add(Route.get(Route.Target.SERVER, INFO, "query", this::serverInfo));
        routes.add(Route.get(Route.Target.SERVER, ITEMS, "query", this::serverItems));
        routes.add(Route.get(Route.Target.ANY_ACCOUNT, INFO, "query", this::accountInfo));
        routes.add(Route.get(Route.Target.ANY_ACCOUNT, ITEMS, "query", this::accountItems));
        return routes;
    }

    private CompletionStage<IqAnswer> accountInfo(Request request) {
        String name = node(request);
        return name.isEmpty() ? shown(request, () -> IqAnswer.of(account).now()) : accounts.info(request, name);
    }

    private CompletionStage<IqAnswer> accountItems(Request request) {
        String name = node(request);
        return name.isEmpty()
                ? shown(request, () -> accounts.nodes(request).thenApply(found -> IqAnswer.of(items(found))))
                : accounts.items(request, name);
    }

    /** Section 8: to who may not know of an account it is as if there were none. */
    private CompletionStage<IqAnswer> shown(Request request, Supplier<CompletionStage<IqAnswer>> answer) {
        return accounts.isShown(request)
                .thenCompose(shown -> shown
                        ? answer.get()
                        : IqAnswer.refuse(StanzaCondition.SERVICE_UNAVAILABLE).now());
    }

    private CompletionStage<IqAnswer> serverInfo(Request request) {
        String name = node(request);
        if (name.isEmpty()) {
            return IqAnswer.of(server).now();
        }
        if (capabilities.isNode(name)) {
            return IqAnswer.of(Element.named(INFO, "query")
                            .attribute("node", name)
                            .children(server.children())
                            .build())
                    .now();
        }
        for (DiscoNode node : nodes) {
            if (node.name().equals(name)) {
                return node.info(request)
                        .thenApply(info -> info.map(IqAnswer::of)
                                .orElseGet(() -> IqAnswer.refuse(StanzaCondition.ITEM_NOT_FOUND)));
            }
        }
        return IqAnswer.refuse(StanzaCondition.ITEM_NOT_FOUND).now();
    }

    private CompletionStage<IqAnswer> serverItems(Request request) {
        String name = node(request);
        for (DiscoNode node : nodes) {
            if (node.name().equals(name)) {
                return node.items(request).thenApply(found -> IqAnswer.of(items(found, name)));
            }
        }
        return noNode(request, items(List.of()));
    }

    private static CompletionStage<IqAnswer> noNode(Request request, Element answer) {
        return (node(request).isEmpty() ? IqAnswer.of(answer) : IqAnswer.refuse(StanzaCondition.ITEM_NOT_FOUND)).now();
    }

    private static String node(Request request) {
        return request.payload().attribute("node").orElse("");
    }

    private static Element items(List<Element> items) {
        return Element.named(ITEMS, "query").children(items).build();
    }

    private static Element items(List<Element> items, String node) {
        return Element.named(ITEMS, "query")
                .attribute("node", node)
                .children(items)
                .build();
    }
}
