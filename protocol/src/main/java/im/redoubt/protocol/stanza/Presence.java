package im.redoubt.protocol.stanza;

import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.util.Optional;

/**
 * A presence (RFC 6121 section 4).
 *
 * @param header id, addresses and language
 * @param type what kind of presence it is
 * @param content what is inside
 */
public record Presence(StanzaHeader header, PresenceType type, XmlContent content) implements Stanza {
    /** Returns a presence of this type with nothing inside. */
    public static Presence of(PresenceType type, StanzaHeader header) {
        return new Presence(header, type, XmlContent.empty(CLIENT_NAMESPACE));
    }

    /**
     * Returns the priority (RFC 6121 section 4.7.2.3): -128 to 127, 0 if there is none.
     *
     * @return the priority, or nothing if the element is repeated or not such a number
     */
    public Optional<Integer> priority() {
        if (!content.has(content.contextNamespace(), "priority")) {
            return Optional.of(0);
        }
        Optional<Element> element = content.first(content.contextNamespace(), "priority");
        String text = element.map(Element::text).orElse("").trim();
        // Java takes the digits of all scripts for numbers; XML Schema takes ASCII only (appendix A.2).
        if (text.chars().anyMatch(letter -> letter > '9')) {
            return Optional.empty();
        }
        try {
            int value = Integer.parseInt(text);
            return value < -128 || value > 127 ? Optional.empty() : Optional.of(value);
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    @Override
    public String kind() {
        return "presence";
    }

    @Override
    public Optional<String> typeAttribute() {
        return type.attribute();
    }

    @Override
    public boolean isError() {
        return type == PresenceType.ERROR;
    }

    @Override
    public Presence withHeader(StanzaHeader header) {
        return new Presence(header, type, content);
    }

    @Override
    public Presence withContent(XmlContent content) {
        return new Presence(header, type, content);
    }

    @Override
    public <R> R on(Cases<R> cases) {
        return cases.presence(this);
    }
}
