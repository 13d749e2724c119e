package im.redoubt.client.capabilities;

import im.redoubt.client.Rig;
import im.redoubt.protocol.disco.CapabilityHash;
import im.redoubt.protocol.disco.CapabilityHash.Scheme;
import im.redoubt.protocol.disco.Disclosure;
import im.redoubt.protocol.disco.HashAlgorithm;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What contacts' clients announce and answer, and what they were asked. */
public final class Clients {
    /** The namespace of questions and answers. */
    public static final String INFO = "http://jabber.org/protocol/disco#info";
    /** An identity. */
    public static final String PC = "<identity category='client' type='pc' name='Psi'/>";

    private final Rig rig;
    private final List<Element> asked = new ArrayList<>();

    Clients(Rig rig) {
        this.rig = rig;
    }

    /** Returns features of these names. */
    public static String features(String... names) {
        StringBuilder all = new StringBuilder();
        for (String name : names) {
            all.append("<feature var='").append(name).append("'/>");
        }
        return all.toString();
    }

    /** Returns what is hashed for an honest client that says this, by XEP-0115 with SHA-1. */
    public static String ver(String inside) {
        Element query = XmlContent.read(
                        "", ("<query xmlns='" + INFO + "'>" + inside + "</query>").getBytes(StandardCharsets.UTF_8))
                .elements()
                .get(0);
        return CapabilityHash.of(
                        Scheme.ENTITY,
                        HashAlgorithm.SHA_1,
                        Disclosure.read(query).orElseThrow())
                .orElseThrow()
                .value();
    }

    /** Returns the announcement of such a hash. */
    public static String caps(String ver) {
        return "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='urn:psi' ver='" + ver + "'/>";
    }

    /** A client is there and announces something, perhaps nothing. */
    void comes(String from, String announcement) {
        rig.says("<presence from='" + from + "'>" + announcement + "</presence>");
    }

    void goes(String from) {
        rig.says("<presence type='unavailable' from='" + from + "'/>");
    }

    /** Returns the questions that were not looked at yet. */
    List<Element> questions() {
        List<Element> now = new ArrayList<>();
        for (String sent : rig.sent()) {
            if (sent.contains(INFO) && sent.contains("type='get'")) {
                now.add(element(sent));
            }
        }
        asked.addAll(now);
        return now;
    }

    private static Element element(String text) {
        return XmlContent.read(
                        "jabber:client",
                        text.replace(" xmlns='jabber:client'", "").getBytes(StandardCharsets.UTF_8))
                .elements()
                .get(0);
    }

    /** Returns the addresses that were asked since this was last looked at. */
    List<String> asked() {
        return questions().stream().map(Clients::to).toList();
    }

    static String to(Element question) {
        return question.attribute("to").orElseThrow();
    }

    static String node(Element question) {
        return question.first(INFO, "query")
                .flatMap(query -> query.attribute("node"))
                .orElse("");
    }

    private Element last(String client) {
        questions();
        return asked.stream()
                .filter(question -> to(question).equals(client))
                .reduce((one, later) -> later)
                .orElseThrow(() -> new AssertionError(client + " was not asked"));
    }

    /** A client answers what it was asked last, by its node. */
    void answers(String client, String inside) {
        Element question = last(client);
        String node = node(question);
        answersAs(client, node.isEmpty() ? "" : "node='" + node + "'", inside);
    }

    /** A client answers with these attributes of the query. */
    void answersAs(String client, String attributes, String inside) {
        rig.says("<iq type='result' from='" + client + "' id='" + id(client) + "'><query xmlns='" + INFO + "' "
                + attributes + ">" + inside + "</query></iq>");
    }

    void refuses(String client) {
        rig.says("<iq type='error' from='" + client + "' id='" + id(client) + "'><error type='cancel'>"
                + "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    }

    private String id(String client) {
        return last(client).attribute("id").orElseThrow();
    }
}
