package im.redoubt.server.clientstate;

import im.redoubt.protocol.payload.Forwarded;
import im.redoubt.protocol.payload.Hint;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.server.carbons.Carbons;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlName;
import java.util.List;
import java.util.Optional;

/**
 * What a stanza that can wait is about: of two about the same only the newer one is of interest (XEP-0352 section 3.2). What
 * people wrote, requests and answers, errors, and whatever is not known here has none, and does not wait.
 *
 * @param kind what kind of news it is
 * @param whose who sends it
 * @param what which of the sender's news it is, empty where there is one
 */
public record Subject(Kind kind, String whose, String what) {
    private static final String CHAT_STATES = "http://jabber.org/protocol/chatstates";
    private static final String EVENT = "http://jabber.org/protocol/pubsub#event";
    private static final String ROOM = "http://jabber.org/protocol/muc#user";
    private static final String IDS = "urn:xmpp:sid:0";

    /** The kinds of news that can wait. */
    public enum Kind {
        /** Who is there, and how. */
        PRESENCE,
        /** That somebody is writing (XEP-0085). */
        CHAT_STATE,
        /** The same in a copy from another device (XEP-0280). */
        COPIED_CHAT_STATE,
        /** That an item was published or retracted (XEP-0060 section 7.1.2). */
        EVENT
    }

    /** Returns what a stanza is about, or nothing if it must not wait. */
    public static Optional<Subject> of(Stanza stanza) {
        return switch (stanza) {
            case Presence presence -> of(presence);
            case Message message when message.type() == MessageType.ERROR -> Optional.empty();
            case Message message when message.type() == MessageType.HEADLINE -> event(message);
            case Message message when Carbons.isIn(message.content()) -> copy(message);
            case Message message -> chatState(message);
            default -> Optional.empty();
        };
    }

    /** Of a room, what it tells the client about itself does not wait (XEP-0045 section 7.2.2). */
    private static Optional<Subject> of(Presence presence) {
        boolean shows = presence.type() == PresenceType.AVAILABLE || presence.type() == PresenceType.UNAVAILABLE;
        boolean tellsItself = presence.content()
                .first(ROOM, "x")
                .filter(room -> room.first(ROOM, "status").isPresent())
                .isPresent();
        return shows && !tellsItself
                ? presence.from().map(from -> new Subject(Kind.PRESENCE, from.toString(), ""))
                : Optional.empty();
    }

    private static Optional<Subject> chatState(Message message) {
        return isChatState(message.content().children())
                ? message.from().map(from -> new Subject(Kind.CHAT_STATE, from.toString(), ""))
                : Optional.empty();
    }

    /** Nothing in it but the state, and what goes with any message. */
    private static boolean isChatState(List<XmlName> children) {
        return children.stream().anyMatch(name -> name.namespace().equals(CHAT_STATES))
                && children.stream()
                        .allMatch(name -> name.namespace().equals(CHAT_STATES)
                                || name.is(Stanza.CLIENT_NAMESPACE, "thread")
                                || goesWithAnything(name));
    }

    private static boolean goesWithAnything(XmlName name) {
        return name.namespace().equals(IDS)
                || (name.namespace().equals(Hint.NAMESPACE) && !name.local().equals("store"));
    }

    private static Optional<Subject> copy(Message message) {
        List<Element> all = message.content().elements();
        if (all.size() != 1) {
            return Optional.empty();
        }
        return all.getFirst()
                .first(Forwarded.NAMESPACE, "forwarded")
                .flatMap(forwarded -> forwarded.first(Stanza.CLIENT_NAMESPACE, "message"))
                .filter(copied -> !copied.attribute("type").equals(Optional.of("error")))
                .filter(copied -> isChatState(
                        copied.children().stream().map(Element::name).toList()))
                .map(copied -> new Subject(
                        Kind.COPIED_CHAT_STATE,
                        copied.attribute("from").orElse(""),
                        copied.attribute("to").orElse("")));
    }

    /** One item of one node; whatever else happens to nodes does not wait. */
    private static Optional<Subject> event(Message message) {
        if (!message.content().children().stream()
                .allMatch(name -> name.is(EVENT, "event") || goesWithAnything(name))) {
            return Optional.empty();
        }
        return message.content()
                .first(EVENT, "event")
                .map(Element::children)
                .filter(children -> children.size() == 1)
                .map(List::getFirst)
                .filter(items -> items.is(EVENT, "items") && items.children().size() == 1)
                .flatMap(items -> subject(message, items, items.children().getFirst()));
    }

    private static Optional<Subject> subject(Message message, Element items, Element item) {
        Optional<String> node = items.attribute("node");
        Optional<String> id = item.attribute("id");
        boolean known = item.is(EVENT, "item") || item.is(EVENT, "retract");
        return known && node.isPresent() && id.isPresent() && message.from().isPresent()
                ? Optional.of(new Subject(
                        // The length parts the two names in one way only.
                        Kind.EVENT,
                        message.from().get().toString(),
                        node.get().length() + " " + node.get() + " " + id.get()))
                : Optional.empty();
    }
}
