package im.redoubt.client.disco;

import im.redoubt.client.Audience;
import im.redoubt.client.ClientException;
import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.client.Pending;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.disco.CapabilityHash;
import im.redoubt.protocol.disco.OwnCapabilities;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What others are and can do (XEP-0030).
 *
 * <p>Guarantee: what this client is and can do is told to the own account, its server and contacts who see its presence. To
 * everybody else there is nobody here. It is announced in short in presences (XEP-0115), so that nobody need ask who knows another
 * client like it; presences to rooms and to strangers say nothing of it.
 *
 * <pre>{@code
 * Disco disco = session.get(Disco.FEATURE);
 * boolean uploads = disco.info(service).await().has("urn:xmpp:http:upload:0");
 * List<DiscoItem> services = disco.items(BareJid.of("example.org")).await();
 * }</pre>
 */
public final class Disco {
    /** Discovery; this client is one on a computer, if nothing else is said. */
    public static final Feature<Disco> FEATURE = Disco::new;

    /** The most items of an answer that are read. */
    public static final int MOST_ITEMS = 5_000;

    private static final String ITEMS = "http://jabber.org/protocol/disco#items";

    // XEP-0115 section 4 would have the software named here, which nobody is told unless the application wishes it
    // (SoftwareVersion)
    private static final String SOFTWARE = CapabilityHash.ENTITY;

    private final Host host;
    private Element identity = identity("client", "pc");

    private Disco(Host host) {
        this.host = host;
        host.advertise(DiscoInfo.NAMESPACE);
        host.advertise(CapabilityHash.ENTITY);
        host.decoratePresence(this::announced);
        host.onRequest(
                IqRequest.Action.GET, new XmlName(DiscoInfo.NAMESPACE, "query"), Audience.CONTACTS, this::answerInfo);
        host.onRequest(IqRequest.Action.GET, new XmlName(ITEMS, "query"), Audience.CONTACTS, this::answerItems);
    }

    /**
     * Discovery, where this client is something else: {@code bot}, {@code phone}, {@code console}, {@code web} and others of
     * the registry.
     *
     * @param type the type of client
     * @throws IllegalArgumentException if XML does not allow its characters
     */
    public static Feature<Disco> client(String type) {
        Element identity = identity("client", type);
        return host -> {
            Disco disco = host.require(FEATURE);
            disco.identity = identity;
            return disco;
        };
    }

    private static Element identity(String category, String type) {
        return Element.named(DiscoInfo.NAMESPACE, "identity")
                .attribute("category", category)
                .attribute("type", type)
                .build();
    }

    /**
     * Asks what somebody is and can do.
     *
     * @param somebody a client, an account, a server or a service
     * @return what he says; it fails if there was no answer, a refusal, or nothing that can be read
     */
    public Pending<DiscoInfo> info(Jid somebody) {
        return info(somebody, Optional.empty());
    }

    /** Asks what a node of somebody's is and can do. */
    public Pending<DiscoInfo> info(Jid somebody, Optional<String> node) {
        return ask(DiscoInfo.NAMESPACE, somebody, node)
                .map(answer -> answer.content()
                        .first(DiscoInfo.NAMESPACE, "query")
                        .flatMap(DiscoInfo::read)
                        .orElseThrow(() -> new ClientException("the answer says nothing that can be read")));
    }

    /**
     * Asks what somebody has: a server its services, a service its rooms.
     *
     * @param somebody a server or a service
     * @return so many of the items at most, in the order of the answer
     */
    public Pending<List<DiscoItem>> items(Jid somebody) {
        return items(somebody, Optional.empty());
    }

    /** Asks what a node of somebody's has. */
    public Pending<List<DiscoItem>> items(Jid somebody, Optional<String> node) {
        return ask(ITEMS, somebody, node)
                .map(answer ->
                        answer.content().first(ITEMS, "query").map(Disco::read).orElse(Collections.emptyList()));
    }

    private Pending<IqResponse> ask(String namespace, Jid somebody, Optional<String> node) {
        Element query =
                Element.named(namespace, "query").attribute("node", node).build();
        return host.request(IqRequest.Action.GET, Optional.of(somebody), query);
    }

    private static List<DiscoItem> read(Element query) {
        List<DiscoItem> items = new ArrayList<>();
        for (Element item : query.children(ITEMS, "item")) {
            item.attribute("jid")
                    .flatMap(Jid::parse)
                    .filter(address -> items.size() < MOST_ITEMS)
                    .ifPresent(address -> items.add(new DiscoItem(address, text(item, "node"), text(item, "name"))));
        }
        return Collections.unmodifiableList(items);
    }

    private static Unverified text(Element item, String attribute) {
        return Unverified.of(item.attribute(attribute).orElse(""));
    }

    /** Returns what this client says of itself, when it is asked about this node. */
    private Element own(Optional<String> node) {
        Element.Builder query = Element.named(DiscoInfo.NAMESPACE, "query")
                .attribute("node", node)
                .child(identity);
        for (String feature : host.advertised()) {
            query.child(Element.named(DiscoInfo.NAMESPACE, "feature")
                    .attribute("var", feature)
                    .build());
        }
        return query.build();
    }

    /** XEP-0115 section 6.1, with SHA-1, which everybody knows (section 8.1). */
    private Presence announced(Presence presence) {
        boolean told = presence.to()
                .map(somebody -> host.admits(Audience.CONTACTS, somebody))
                .orElse(true);
        return told
                ? presence.withContent(presence.content().plus(capabilities().announcement()))
                : presence;
    }

    private OwnCapabilities capabilities() {
        return OwnCapabilities.of(SOFTWARE, own(Optional.empty()));
    }

    /** XEP-0115 section 6.2: the node that was announced says what no node says, and there is no other. */
    private IqResponse answerInfo(IqRequest request) {
        Optional<String> node = request.payload().attribute("node");
        return !node.isPresent() || capabilities().isNode(node.get())
                ? request.result(own(node))
                : request.refusal(StanzaCondition.ITEM_NOT_FOUND);
    }

    private IqResponse answerItems(IqRequest request) {
        return request.payload().attribute("node").isPresent()
                ? request.refusal(StanzaCondition.ITEM_NOT_FOUND)
                : request.result(Element.named(ITEMS, "query").build());
    }
}
