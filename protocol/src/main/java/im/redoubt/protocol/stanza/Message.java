package im.redoubt.protocol.stanza;

import im.redoubt.xml.XmlContent;
import java.util.Optional;

/**
 * A message (RFC 6121 section 5).
 *
 * @param header id, addresses and language
 * @param type what kind of message it is
 * @param content what is inside
 */
public record Message(StanzaHeader header, MessageType type, XmlContent content) implements Stanza {
    @Override
    public String kind() {
        return "message";
    }

    @Override
    public Optional<String> typeAttribute() {
        return type.attribute();
    }

    @Override
    public boolean isError() {
        return type == MessageType.ERROR;
    }

    @Override
    public Message withHeader(StanzaHeader header) {
        return new Message(header, type, content);
    }

    @Override
    public Message withContent(XmlContent content) {
        return new Message(header, type, content);
    }

    @Override
    public <R> R on(Cases<R> cases) {
        return cases.message(this);
    }
}
