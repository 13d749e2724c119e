package im.redoubt.client.room;

import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import im.redoubt.xml.XmlName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * By what a room tells its occupants apart, whatever they call themselves and however often they come (XEP-0421). There is none of a room
 * that does not say that it gives them: then an occupant may have written it.
 */
public final class OccupantId {
    static final String NAMESPACE = "urn:xmpp:occupant-id:0";
    private static final int MOST_CHARS = 1_024;
    private static final XmlName NAME = new XmlName(NAMESPACE, "occupant-id");

    private final String value;

    private OccupantId(String value) {
        this.value = value;
    }

    /** Returns the one in a stanza; two are none. */
    static Optional<OccupantId> in(XmlContent content) {
        return content.children().stream().filter(NAME::equals).count() != 1
                ? Optional.empty()
                : content.first(NAMESPACE, "occupant-id").flatMap(OccupantId::read);
    }

    private static Optional<OccupantId> read(Element element) {
        return element.attribute("id")
                .filter(id -> !id.isEmpty() && id.length() <= MOST_CHARS)
                .map(OccupantId::new);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OccupantId that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Returns the length, nothing of it. */
    @Override
    public String toString() {
        return "occupant-id of " + value.length() + " characters";
    }
}
