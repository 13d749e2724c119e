package im.redoubt.client.pep;

import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.xml.Element;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Publishing and events as elements (XEP-0060). */
final class PubSubElements {
    static final String NAMESPACE = "http://jabber.org/protocol/pubsub";
    static final String OWNER = NAMESPACE + "#owner";
    static final String EVENT = NAMESPACE + "#event";

    /** The most items of an answer or an event that are read. */
    static final int MOST_ITEMS = 2_000;

    private static final int MOST_ID_CHARS = 1_024;

    private PubSubElements() {}

    static Element publish(PepNode node, String id, Element payload, Optional<Element> options) {
        Element.Builder request = Element.named(NAMESPACE, "pubsub")
                .child(Element.named(NAMESPACE, "publish")
                        .attribute("node", node.name())
                        .child(Element.named(NAMESPACE, "item")
                                .attribute("id", id)
                                .child(payload)
                                .build())
                        .build());
        options.ifPresent(form -> request.child(
                Element.named(NAMESPACE, "publish-options").child(form).build()));
        return request.build();
    }

    static Element configure(PepNode node) {
        return Element.named(OWNER, "pubsub")
                .child(Element.named(OWNER, "configure")
                        .attribute("node", node.name())
                        .child(node.configuration())
                        .build())
                .build();
    }

    static Element retract(String node, String id) {
        return Element.named(NAMESPACE, "pubsub")
                .child(Element.named(NAMESPACE, "retract")
                        .attribute("node", node)
                        .attribute("notify", "true")
                        .child(Element.named(NAMESPACE, "item")
                                .attribute("id", id)
                                .build())
                        .build())
                .build();
    }

    static Element retrieve(String node, Optional<String> id) {
        Element.Builder items = Element.named(NAMESPACE, "items").attribute("node", node);
        id.ifPresent(name -> items.child(
                Element.named(NAMESPACE, "item").attribute("id", name).build()));
        return Element.named(NAMESPACE, "pubsub").child(items.build()).build();
    }

    /** Reads the items that an answer holds of this node, and of no other. */
    static List<PepItem> items(Element pubsub, String node) {
        return pubsub.first(NAMESPACE, "items")
                .filter(items -> isOf(items, node))
                .map(items -> items(items))
                .orElse(Collections.emptyList());
    }

    static boolean isOf(Element items, String node) {
        return items.attribute("node").filter(node::equals).isPresent();
    }

    /** An item has a name and one payload; what has not is passed over. */
    private static List<PepItem> items(Element items) {
        List<PepItem> all = new ArrayList<>();
        for (Element item : items.children(items.name().namespace(), "item")) {
            Optional<Unverified> id = id(item);
            List<Element> payload = item.children();
            if (id.isPresent() && payload.size() == 1 && all.size() < MOST_ITEMS) {
                all.add(new PepItem(id.get(), payload.get(0)));
            }
        }
        return Collections.unmodifiableList(all);
    }

    private static Optional<Unverified> id(Element item) {
        return item.attribute("id").flatMap(id -> Unverified.of(id, MOST_ID_CHARS));
    }

    /** Returns which node an event is about. */
    static Optional<String> nodeOf(Element event) {
        List<Element> children = event.children();
        return children.size() == 1 ? children.get(0).attribute("node") : Optional.empty();
    }

    /** Reads an event about one node: items, or that they are gone. */
    static PepEvent event(Element event, BareJid owner) {
        Element change = event.children().get(0);
        List<Unverified> retracted = new ArrayList<>();
        for (Element one : change.children(EVENT, "retract")) {
            id(one).filter(id -> retracted.size() < MOST_ITEMS).ifPresent(retracted::add);
        }
        boolean emptied = change.is(EVENT, "purge") || change.is(EVENT, "delete");
        return new PepEvent(owner, items(change), Collections.unmodifiableList(retracted), emptied);
    }
}
