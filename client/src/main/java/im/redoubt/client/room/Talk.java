package im.redoubt.client.room;

import im.redoubt.client.Counters;
import im.redoubt.client.Host;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.payload.DateTime;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What is said in a room. Who says it is told by the sender's address, which the room writes: the room itself by its own, occupants by
 * that with their nicknames. In the session's order.
 */
final class Talk {
    private static final String CORRECTION = "urn:xmpp:message-correct:0";
    private static final String RETRACTION = "urn:xmpp:message-retract:1";
    private static final String MODERATION = "urn:xmpp:message-moderate:1";
    private static final String STANZA_ID = "urn:xmpp:sid:0";
    private static final String DELAY = "urn:xmpp:delay";
    private static final int MOST_ID_CHARS = 128;

    private final Room room;
    private final Host host;
    private final Roll roll;
    private final Consumer<RoomEvent> tell;
    private final Remembered remembered = new Remembered();
    private volatile Optional<Unverified> subject = Optional.empty();
    private Optional<Instant> heard = Optional.empty();
    private boolean live;

    Talk(Room room, Host host, Roll roll, Consumer<RoomEvent> tell) {
        this.room = room;
        this.host = host;
        this.roll = roll;
        this.tell = tell;
    }

    /** The room was joined: first it tells what was said before, and with the subject that ends (section 7.1). */
    void begin() {
        live = false;
    }

    Optional<Unverified> subject() {
        return subject;
    }

    /** Returns when something was last said here, if there was anything. */
    Optional<Instant> heard() {
        return heard;
    }

    /**
     * Takes a message from the room or an occupant.
     *
     * @param self the own address in the room
     * @param traits what the room vouches for
     */
    void take(Message message, FullJid self, RoomTraits traits) {
        Jid from = message.from().orElseThrow(IllegalStateException::new);
        XmlContent content = message.content();
        boolean toAll = message.type() == MessageType.GROUPCHAT;
        if (from.isBare()) {
            administrative(content);
        } else if (!toAll) {
            said(message, Said.of(RoomMessage.Kind.PRIVATE, author((FullJid) from, content, traits)), self, traits);
            return;
        }
        heard = Optional.of(host.timeline().now());
        Author author = from instanceof FullJid place ? author(place, content, traits) : room.itself();
        Optional<Element> retraction = content.first(RETRACTION, "retract");
        if (toAll && retraction.isPresent()) {
            withdraw(from, author, retraction.get());
        } else if (toAll && isSubject(content)) {
            setSubject(from, content);
        } else {
            RoomMessage.Kind kind = from.isBare() ? RoomMessage.Kind.OF_THE_ROOM : RoomMessage.Kind.TO_ALL;
            said(message, Said.of(kind, author), self, traits);
        }
    }

    /** How something was said, and by whom. */
    private record Said(RoomMessage.Kind kind, Author author) {
        static Said of(RoomMessage.Kind kind, Author author) {
            return new Said(kind, author);
        }

        Remembered.Naming naming() {
            return kind == RoomMessage.Kind.PRIVATE ? Remembered.Naming.AUTHOR_IN_PRIVATE : Remembered.Naming.AUTHOR;
        }
    }

    /** What the room alone says: status codes, and who does not come. */
    private void administrative(XmlContent content) {
        Optional<MucUser> user = MucUser.in(content);
        Set<Integer> codes = user.map(MucUser::codes).orElseGet(Set::of);
        if (!codes.isEmpty()) {
            room.reconfigured();
            tell.accept(new RoomEvent.Reconfigured(room, codes));
        }
        user.flatMap(said -> said.child("decline"))
                .ifPresent(decline -> tell.accept(new RoomEvent.InvitationDeclined(
                        room, Jid.parse(decline.attribute("from").orElse("")), MucUser.reason(decline))));
    }

    /**
     * Who said something: the occupant of that nickname, or another one of whom the identifier is known. What was said before this
     * account came may be of somebody else who was called so.
     */
    private Author author(FullJid place, XmlContent content, RoomTraits traits) {
        Optional<OccupantId> id = traits.givesOccupantIds() ? OccupantId.in(content) : Optional.empty();
        if (!traits.givesOccupantIds() && !isHistory(content)) {
            Optional<Occupant> present = roll.find(place);
            if (present.isPresent()) {
                return present.get().author();
            }
        }
        return roll.author(place, id);
    }

    private boolean isHistory(XmlContent content) {
        return !live && content.has(DELAY, "delay");
    }

    /** Section 8.1: with a subject and nothing else. */
    private static boolean isSubject(XmlContent content) {
        return content.has(Stanza.CLIENT_NAMESPACE, "subject")
                && !content.has(Stanza.CLIENT_NAMESPACE, "body")
                && !content.has(Stanza.CLIENT_NAMESPACE, "thread");
    }

    private void setSubject(Jid from, XmlContent content) {
        live = true;
        Unverified text = Unverified.of(content.first(Stanza.CLIENT_NAMESPACE, "subject")
                .map(Element::text)
                .orElse(""));
        subject = Optional.of(text);
        tell.accept(new RoomEvent.SubjectSet(room, text, Unverified.of(from.resource())));
    }

    /** XEP-0424 section 5 and XEP-0425 section 4: only its author takes something back, or the room for a moderator. */
    private void withdraw(Jid from, Author author, Element retraction) {
        String id = retraction.attribute("id").orElse("");
        boolean byModerator =
                from.isBare() && retraction.first(MODERATION, "moderated").isPresent();
        if (!byModerator && !remembered.isBy(Remembered.Naming.ROOM, id, author)) {
            host.counters().count(Counters.Kind.FORGERIES);
            return;
        }
        Optional<Unverified> reason = retraction
                .first(RETRACTION, "reason")
                .flatMap(element -> Unverified.of(element.text(), MucUser.MOST_CHARS));
        Unverified.of(id, MOST_ID_CHARS)
                .ifPresent(name -> tell.accept(new RoomEvent.Withdrawn(room, name, byModerator, reason)));
    }

    private void said(Message message, Said said, FullJid self, RoomTraits traits) {
        XmlContent content = message.content();
        if (!content.has(Stanza.CLIENT_NAMESPACE, "body")) {
            return;
        }
        boolean history = isHistory(content);
        Optional<Instant> when = history
                ? content.first(DELAY, "delay")
                        .flatMap(
                                delay -> DateTime.parse(delay.attribute("stamp").orElse("")))
                : Optional.empty();
        Optional<String> stanzaId = traits.givesStanzaIds() ? stanzaId(content) : Optional.empty();
        Optional<String> corrects = content.first(CORRECTION, "replace")
                .flatMap(replace -> replace.attribute("id"))
                .filter(id -> isByTheSame(said, id));
        boolean own = !history && message.from().equals(Optional.of(self));
        // A correction stands for the same message as the one before it (XEP-0308 section 3).
        corrects.ifPresent(id -> remembered.add(said.naming(), id, said.author()));
        message.id().filter(Talk::isShort).ifPresent(id -> remembered.add(said.naming(), id, said.author()));
        stanzaId.ifPresent(id -> remembered.add(Remembered.Naming.ROOM, id, said.author()));
        RoomMessage.RoomVouches vouches =
                new RoomMessage.RoomVouches(stanzaId.map(Unverified::of), when, corrects.map(Unverified::of));
        tell.accept(new RoomEvent.Said(room, new RoomMessage(said.kind(), message, said.author(), own, vouches)));
    }

    private boolean isByTheSame(Said said, String id) {
        boolean same = remembered.isBy(said.naming(), id, said.author());
        if (!same && live) {
            host.counters().count(Counters.Kind.FORGERIES);
        }
        return same;
    }

    private static boolean isShort(String id) {
        return id.length() <= MOST_ID_CHARS;
    }

    /** The one that the room gave (XEP-0359 section 5). */
    private Optional<String> stanzaId(XmlContent content) {
        for (Element child : content.elements()) {
            boolean own = child.is(STANZA_ID, "stanza-id")
                    && child.attribute("by").equals(Optional.of(room.address().toString()));
            if (own) {
                return child.attribute("id").filter(id -> !id.isEmpty()).filter(Talk::isShort);
            }
        }
        return Optional.empty();
    }
}
