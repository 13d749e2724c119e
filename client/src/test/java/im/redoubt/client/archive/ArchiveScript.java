package im.redoubt.client.archive;

import im.redoubt.client.Rig;
import im.redoubt.xml.Element;
import java.time.Instant;

/** An archive that says what a test says. */
final class ArchiveScript {
    /** When everything in it was said. */
    static final Instant THEN = Instant.parse("2026-11-28T09:00:00Z");

    private final Rig rig;
    private String from = "alice@example.org";
    private String query = "";
    private String stamp = THEN.toString();

    ArchiveScript(Rig rig) {
        this.rig = rig;
    }

    /** Who sends what follows. */
    ArchiveScript from(String sender) {
        from = sender;
        query = "";
        return this;
    }

    /** For which query what follows is. */
    ArchiveScript query(String id) {
        query = id;
        return this;
    }

    /** When what follows was said. */
    ArchiveScript at(String text) {
        stamp = text;
        return this;
    }

    /** Returns the identifier of the query that was sent last. */
    String openQuery() {
        return rig.lastSent()
                .first(Archive.NAMESPACE, "query")
                .flatMap(asked -> asked.attribute("queryid"))
                .orElseThrow();
    }

    /** A text of Bob's. */
    ArchiveScript result(String id, String text) {
        return message(
                id,
                "<message xmlns='jabber:client' type='chat' id='m-" + id
                        + "' from='bob@example.org/phone' to='alice@example.org'><body>" + text + "</body></message>");
    }

    /** A text in a room. */
    ArchiveScript room(String id, String text) {
        return message(
                id,
                "<message xmlns='jabber:client' type='groupchat' from='" + from + "/bob'><body>" + text
                        + "</body></message>");
    }

    /** Any message. */
    ArchiveScript message(String id, String message) {
        rig.says("<message to='alice@example.org/here'" + (from.isEmpty() ? "" : " from='" + from + "'")
                + "><result xmlns='urn:xmpp:mam:2' queryid='" + (query.isEmpty() ? openQuery() : query) + "' id='" + id
                + "'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='" + stamp + "'/>"
                + message + "</forwarded></result></message>");
        return this;
    }

    /** The answer to the query that was sent last. */
    ArchiveScript finished(boolean complete, String first, String last) {
        Element request = rig.lastSent();
        String to = request.attribute("to").map(who -> " from='" + who + "'").orElse("");
        query = "";
        rig.says("<iq type='result' id='" + request.attribute("id").orElseThrow() + "'" + to
                + "><fin xmlns='urn:xmpp:mam:2'" + (complete ? " complete='true'" : "")
                + "><set xmlns='http://jabber.org/protocol/rsm'>"
                + (first.isEmpty() ? "" : "<first>" + first + "</first><last>" + last + "</last>")
                + "</set></fin></iq>");
        return this;
    }
}
