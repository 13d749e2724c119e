package im.redoubt.server.pep;

import im.redoubt.protocol.payload.DataForm;
import im.redoubt.server.store.NodeItem;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;

/** The names and elements of publish-subscribe (XEP-0060 section 18). */
final class PubSub {
    static final String NAMESPACE = "http://jabber.org/protocol/pubsub";
    static final String OWNER = NAMESPACE + "#owner";
    static final String EVENT = NAMESPACE + "#event";
    static final String ERRORS = NAMESPACE + "#errors";
    static final String NODE_CONFIG = NAMESPACE + "#node_config";
    static final String PUBLISH_OPTIONS = NAMESPACE + "#publish-options";
    static final String META_DATA = NAMESPACE + "#meta-data";

    /** Bytes of the name of a node or an item: as long as a resource can be (XEP-0060 sections 16.2 and 12.8). */
    static final int MOST_NAME_BYTES = 1_023;

    private PubSub() {}

    /** Returns an item with its payload. */
    static Element item(String namespace, NodeItem item) {
        return Element.named(namespace, "item")
                .attribute("id", item.id())
                .child(payload(item))
                .build();
    }

    /** Returns an item that is only named. */
    static Element item(String namespace, String id) {
        return Element.named(namespace, "item").attribute("id", id).build();
    }

    private static Element payload(NodeItem item) {
        return XmlContent.read("", item.payload().toByteArray()).elements().get(0);
    }

    /** Returns an answer with a form. */
    static Element withForm(Element.Builder inside, DataForm form) {
        return Element.named(OWNER, "pubsub")
                .child(inside.child(form.toElement("")).build())
                .build();
    }
}
