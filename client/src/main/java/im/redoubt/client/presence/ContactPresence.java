package im.redoubt.client.presence;

import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;

/**
 * That somebody is there, as his client says.
 *
 * @param address the client
 * @param show how available he is
 * @param status words for people, perhaps none
 * @param priority which of his clients he wants messages at, -128 to 127
 * @param content all that the presence said; nothing if that was more than {@link #MOST_BYTES}
 */
public record ContactPresence(FullJid address, Show show, Unverified status, int priority, XmlContent content) {
    /** The most bytes of a presence that are kept. */
    public static final int MOST_BYTES = 2_048;

    static ContactPresence of(FullJid address, Presence presence) {
        XmlContent content = presence.content();
        return new ContactPresence(
                address,
                content.first(Stanza.CLIENT_NAMESPACE, "show")
                        .map(Element::text)
                        .map(Show::named)
                        .orElse(Show.ONLINE),
                status(presence),
                presence.priority().orElse(0),
                content.size() > MOST_BYTES ? XmlContent.empty(Stanza.CLIENT_NAMESPACE) : content);
    }

    /** Words that are too long are none. */
    static Unverified status(Presence presence) {
        return presence.content()
                .first(Stanza.CLIENT_NAMESPACE, "status")
                .flatMap(words -> Unverified.of(words.text(), Availability.MOST_CHARS))
                .orElse(Unverified.EMPTY);
    }
}
