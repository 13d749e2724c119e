package im.redoubt.client.pep;

import im.redoubt.protocol.payload.DataForm;
import im.redoubt.xml.Element;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A node, and how it is to be kept.
 *
 * @param name the name
 * @param readers who may read it
 * @param keeps how many items the server keeps
 */
public record PepNode(String name, Readers readers, Keeps keeps) {
    /** Who may read a node (XEP-0060 section 4.5). */
    public enum Readers {
        /** The account alone. */
        NOBODY_ELSE("whitelist"),
        /** Whoever may see the account's presence. */
        CONTACTS("presence"),
        /** Everybody. */
        EVERYBODY("open");

        private final String model;

        Readers(String model) {
            this.model = model;
        }
    }

    /** How many items are kept. */
    public enum Keeps {
        /** The last one. */
        LAST("1"),
        /** As many as the server lets an account have. */
        ALL("max");

        private final String most;

        Keeps(String most) {
            this.most = most;
        }
    }

    /** Returns a node that nobody else reads, and that keeps all. */
    public static PepNode ofTheAccount(String name) {
        return new PepNode(name, Readers.NOBODY_ELSE, Keeps.ALL);
    }

    /** Returns a node that contacts read, and that keeps the last item. */
    public static PepNode forContacts(String name) {
        return new PepNode(name, Readers.CONTACTS, Keeps.LAST);
    }

    boolean isPrivate() {
        return readers == Readers.NOBODY_ELSE;
    }

    /** Returns the options under which alone something is published (XEP-0060 section 7.1.5, XEP-0223 section 4). */
    Element options() {
        return form("http://jabber.org/protocol/pubsub#publish-options");
    }

    /** Returns the configuration. */
    Element configuration() {
        return form("http://jabber.org/protocol/pubsub#node_config");
    }

    private Element form(String type) {
        List<DataForm.Field> fields = new ArrayList<>(Arrays.asList(
                DataForm.Field.hidden("FORM_TYPE", type),
                field("persist_items", "true"),
                field("access_model", readers.model),
                field("max_items", keeps.most)));
        if (isPrivate()) {
            fields.add(field("send_last_published_item", "never"));
        }
        return new DataForm("submit", fields).toElement("");
    }

    private static DataForm.Field field(String name, String value) {
        return DataForm.Field.of("pubsub#" + name, "", Collections.singletonList(value));
    }
}
