package im.redoubt.testkit.hostile;

import im.redoubt.testkit.stream.Tree;
import java.util.Optional;

/**
 * What an honest service answers to a request.
 *
 * @param moment where it can be bent
 * @param text the stanza
 */
record Answer(Optional<Moment> moment, String text) {
    /** The honest roster has one contact in it, with the account's domain: {@code romeo}. */
    static final String CONTACT = "romeo";

    static Answer to(Tree iq, Scene scene) {
        String payload = Trees.child(iq).map(Tree::name).orElse("");
        return switch (payload) {
            case "{urn:xmpp:ping}ping" -> result(Moment.PONG, iq, scene, "");
            case "{jabber:iq:roster}query" -> roster(iq, scene);
            case "{http://jabber.org/protocol/disco#info}query" -> disco(iq, scene);
            case "{http://jabber.org/protocol/disco#items}query" ->
                result(Moment.DISCO, iq, scene, "<query xmlns='http://jabber.org/protocol/disco#items'/>");
            case "{urn:xmpp:mam:2}query" ->
                result(
                        Moment.ARCHIVE,
                        iq,
                        scene,
                        "<fin xmlns='urn:xmpp:mam:2' complete='true'>"
                                + "<set xmlns='http://jabber.org/protocol/rsm'><count>0</count></set></fin>");
            case "{http://jabber.org/protocol/pubsub}pubsub" -> pubsub(iq, scene);
            case "{vcard-temp}vCard" -> result(Moment.CARD, iq, scene, "<vCard xmlns='vcard-temp'/>");
            case "{urn:xmpp:carbons:2}enable", "{urn:xmpp:carbons:2}disable" ->
                new Answer(Optional.empty(), result(iq, scene, ""));
            case "{urn:xmpp:blocking}blocklist" ->
                new Answer(Optional.empty(), result(iq, scene, "<blocklist xmlns='urn:xmpp:blocking'/>"));
            default -> new Answer(Optional.empty(), error(iq, scene, "service-unavailable"));
        };
    }

    private static Answer roster(Tree iq, Scene scene) {
        return result(
                Moment.ROSTER,
                iq,
                scene,
                iq.attribute("type").equals("set")
                        ? ""
                        : "<query xmlns='jabber:iq:roster' ver='1'><item jid='" + CONTACT + "@" + scene.domain()
                                + "' name='Romeo' subscription='both'/></query>");
    }

    private static Answer disco(Tree iq, Scene scene) {
        StringBuilder features = new StringBuilder();
        for (String one : new String[] {
            "http://jabber.org/protocol/disco#info",
            "urn:xmpp:ping",
            "urn:xmpp:carbons:2",
            "urn:xmpp:mam:2",
            "urn:xmpp:blocking",
            "http://jabber.org/protocol/pubsub#publish-options"
        }) {
            features.append("<feature var='").append(one).append("'/>");
        }
        return result(
                Moment.DISCO,
                iq,
                scene,
                "<query xmlns='http://jabber.org/protocol/disco#info'><identity category='server' type='im'/>"
                        + features + "</query>");
    }

    /** Whatever is published is taken; there is nothing in any node. */
    private static Answer pubsub(Tree iq, Scene scene) {
        return iq.attribute("type").equals("set")
                ? result(Moment.PUBSUB, iq, scene, "")
                : new Answer(Optional.of(Moment.PUBSUB), error(iq, scene, "item-not-found"));
    }

    private static Answer result(Moment moment, Tree iq, Scene scene, String inside) {
        return new Answer(Optional.of(moment), result(iq, scene, inside));
    }

    private static String result(Tree iq, Scene scene, String inside) {
        return "<iq type='result'" + addresses(iq, scene) + ">" + inside + "</iq>";
    }

    private static String error(Tree iq, Scene scene, String condition) {
        return "<iq type='error'" + addresses(iq, scene) + "><error type='cancel'><" + condition + " xmlns='"
                + Names.STANZAS + "'/></error></iq>";
    }

    private static String addresses(Tree iq, Scene scene) {
        String asked = iq.attribute("to");
        return " id='" + Markup.escape(iq.attribute("id")) + "' to='" + scene.address() + "'"
                + (asked.isEmpty() ? "" : " from='" + Markup.escape(asked) + "'");
    }

    /** Returns a message as it comes back to its sender. */
    static String echo(Tree message, String address) {
        StringBuilder start = new StringBuilder("<message from='" + address + "' to='" + address + "'");
        message.attributes().forEach((name, value) -> {
            if (name.equals("id") || name.equals("type")) {
                start.append(' ')
                        .append(name)
                        .append("='")
                        .append(Markup.escape(value))
                        .append('\'');
            }
        });
        return start + ">" + Markup.inside(message) + "</message>";
    }
}
