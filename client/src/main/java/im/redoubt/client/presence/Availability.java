package im.redoubt.client.presence;

import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.util.ArrayList;
import java.util.List;

/**
 * How available this client is, as its contacts are told.
 *
 * @param show how available
 * @param status words for people, at most {@link #MOST_CHARS} characters, perhaps none
 * @param priority where messages to the account go first, -128 to 127; below 0 only those that name this client come
 */
public record Availability(Show show, String status, int priority) {
    /** The most characters of the words. */
    public static final int MOST_CHARS = 1_024;

    /** Available, with priority 0. */
    public static final Availability ONLINE = new Availability(Show.ONLINE, "", 0);

    /** Checks the length of the words, their characters, and the priority. */
    public Availability {
        if (status.length() > MOST_CHARS || priority < -128 || priority > 127) {
            throw new IllegalArgumentException(
                    "words of " + MOST_CHARS + " characters at most, and a priority of -128 to 127");
        }
        text("status", status);
    }

    /** Returns an availability without words, of priority 0. */
    public static Availability of(Show show) {
        return new Availability(show, "", 0);
    }

    /** Returns this with other words. */
    public Availability withStatus(String words) {
        return new Availability(show, words, priority);
    }

    /** Returns this with another priority. */
    public Availability withPriority(int other) {
        return new Availability(show, status, other);
    }

    private static Element text(String name, String text) {
        return Element.named(Stanza.CLIENT_NAMESPACE, name).text(text).build();
    }

    Presence toPresence() {
        List<Element> children = new ArrayList<>();
        if (show != Show.ONLINE) {
            children.add(text("show", show.wire()));
        }
        if (!status.isEmpty()) {
            children.add(text("status", status));
        }
        if (priority != 0) {
            children.add(text("priority", Integer.toString(priority)));
        }
        return new Presence(
                StanzaHeader.EMPTY, PresenceType.AVAILABLE, XmlContent.of(Stanza.CLIENT_NAMESPACE, children));
    }
}
