package im.redoubt.client.bookmark;

import im.redoubt.client.text.InsecureTextAccess;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.xml.Element;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A room that the account remembers. Immutable; what other clients keep with it, it keeps (XEP-0402 section 3). */
public final class Bookmark {
    static final String NAMESPACE = "urn:xmpp:bookmarks:1";

    /** The most characters of a name. */
    public static final int MOST_CHARS = 1_023;

    private final BareJid room;
    private final Unverified name;
    private final Unverified nickname;
    private final boolean joinsItself;
    private final List<Element> others;

    private Bookmark(BareJid room, Unverified name, Unverified nickname, boolean joinsItself, List<Element> others) {
        this.room = room;
        this.name = name;
        this.nickname = nickname;
        this.joinsItself = joinsItself;
        this.others = others;
    }

    /** Returns a bookmark of a room, without a name, that is not joined by itself. */
    public static Bookmark of(BareJid room) {
        return new Bookmark(room, Unverified.EMPTY, Unverified.EMPTY, false, Collections.emptyList());
    }

    /**
     * Returns this with another name.
     *
     * @throws IllegalArgumentException if it is too long, or has characters that XML does not allow
     */
    public Bookmark named(String other) {
        return new Bookmark(room, checked(other), nickname, joinsItself, others);
    }

    /**
     * Returns this with another nickname, empty for none.
     *
     * @throws IllegalArgumentException if it is too long, or has characters that XML does not allow
     */
    public Bookmark as(String other) {
        return new Bookmark(room, name, checked(other), joinsItself, others);
    }

    /** Returns this as a room that the account's clients join when they sign in. */
    public Bookmark joinedByItself() {
        return new Bookmark(room, name, nickname, true, others);
    }

    /** Returns this as a room that is joined only when the user wants to. */
    public Bookmark joinedByHand() {
        return new Bookmark(room, name, nickname, false, others);
    }

    private static Unverified checked(String text) {
        Element.named(NAMESPACE, "nick").text(text).build();
        return Unverified.of(text, MOST_CHARS)
                .orElseThrow(() -> new IllegalArgumentException("more than " + MOST_CHARS + " characters"));
    }

    /** Returns the room. */
    public BareJid room() {
        return room;
    }

    /** Returns what to call it, perhaps nothing. */
    public Unverified name() {
        return name;
    }

    /** Returns what to be called there, perhaps nothing. */
    public Unverified nickname() {
        return nickname;
    }

    /** Returns whether the account's clients join it when they sign in. */
    public boolean joinsItself() {
        return joinsItself;
    }

    /** Reads a bookmark; the item's name is the room (section 2). */
    static Optional<Bookmark> read(Unverified id, Element conference) {
        if (!conference.is(NAMESPACE, "conference")) {
            return Optional.empty();
        }
        List<Element> others = new ArrayList<>();
        for (Element child : conference.children()) {
            if (!child.is(NAMESPACE, "nick")) {
                others.add(child);
            }
        }
        return id.parse(BareJid::parse)
                .filter(room -> !room.isDomain())
                .map(room -> new Bookmark(
                        room,
                        text(conference.attribute("name")),
                        text(conference.first(NAMESPACE, "nick").map(Element::text)),
                        conference
                                .attribute("autojoin")
                                .filter(value -> value.equals("true") || value.equals("1"))
                                .isPresent(),
                        Collections.unmodifiableList(others)));
    }

    private static Unverified text(Optional<String> text) {
        return text.flatMap(found -> Unverified.of(found, MOST_CHARS)).orElse(Unverified.EMPTY);
    }

    Element toElement() {
        Element.Builder conference = Element.named(NAMESPACE, "conference");
        if (joinsItself) {
            conference.attribute("autojoin", "true");
        }
        if (!name.isEmpty()) {
            conference.attribute("name", InsecureTextAccess.charactersOf(name));
        }
        if (!nickname.isEmpty()) {
            conference.child(NAMESPACE, "nick", InsecureTextAccess.charactersOf(nickname));
        }
        return conference.children(others).build();
    }

    /** Returns the room. */
    @Override
    public String toString() {
        return room.toString();
    }
}
