package im.redoubt.testkit.hostile;

/** Stanzas in somebody else's name. Whoever believes one has {@link #MARK} somewhere. */
final class Forged {
    /** A word that nothing honest has in it. */
    static final String MARK = "forged";

    static final String STRANGER = "mallory@evil.example";
    private static final String DELAY = "<delay xmlns='urn:xmpp:delay' stamp='2020-01-01T00:00:00Z'/>";

    private Forged() {}

    static String roster(String from, Scene scene) {
        return "<iq type='set' id='push'" + sender(from) + " to='" + scene.address()
                + "'><query xmlns='jabber:iq:roster' ver='" + MARK + "'><item jid='" + MARK + "@evil.example' name='"
                + MARK + "' subscription='both'/></query></iq>";
    }

    static String result(String from, Scene scene, String inside) {
        return "<iq type='result' id='" + Markup.escape(scene.id()) + "'" + sender(from) + " to='" + scene.address()
                + "'>" + inside + "</iq>";
    }

    static String message(String from, Scene scene, String inside) {
        return "<message" + sender(from) + " to='" + scene.address() + "' id='" + MARK + "'>" + inside + "</message>";
    }

    static String body() {
        return "<body>" + MARK + "</body>";
    }

    static String carbon(String direction, String inside) {
        return "<" + direction + " xmlns='urn:xmpp:carbons:2'>" + forwarded(inside) + "</" + direction + ">";
    }

    static String archived(String query, String inside) {
        return "<result xmlns='urn:xmpp:mam:2' queryid='" + query + "' id='" + MARK + "'>" + forwarded(inside)
                + "</result>";
    }

    static String forwarded(String inside) {
        return "<forwarded xmlns='urn:xmpp:forward:0'>" + DELAY + inside + "</forwarded>";
    }

    static String fromRomeo(Scene scene) {
        return "<message xmlns='jabber:client' from='romeo@" + scene.domain() + "/x' to='" + scene.account()
                + "' type='chat' id='" + MARK + "'>" + body() + "</message>";
    }

    static String event(String node, String inside) {
        return "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='" + node + "'><item id='current'>"
                + inside + "</item></items></event>";
    }

    private static String sender(String from) {
        return from.isEmpty() ? "" : " from='" + from + "'";
    }
}
