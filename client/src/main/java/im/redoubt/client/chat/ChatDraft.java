package im.redoubt.client.chat;

import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import im.redoubt.xml.XmlName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A message to be sent.
 *
 * <pre>{@code
 * ChatDraft draft = ChatDraft.to(bob).body("Good evening").body("de", "Guten Abend").build();
 * }</pre>
 */
public final class ChatDraft {
    /** The most bytes of a message, about: what every server takes. A stanza that is too large ends the connection. */
    public static final int MOST_BYTES = 60_000;

    private final Jid recipient;
    private final MessageType type;
    private final XmlContent content;

    private ChatDraft(Jid recipient, MessageType type, XmlContent content) {
        this.recipient = recipient;
        this.type = type;
        this.content = content;
    }

    /**
     * Begins a message.
     *
     * @param recipient to whom it goes
     */
    public static Builder to(Jid recipient) {
        return new Builder(recipient);
    }

    /** Returns to whom it goes. */
    public Jid recipient() {
        return recipient;
    }

    /** Returns what kind of message it is. */
    public MessageType type() {
        return type;
    }

    /**
     * Returns this message with something more in it.
     *
     * @param payload an element of an extension
     * @return the message
     * @throws IllegalArgumentException if it is none of an extension, or makes the message too large
     */
    public ChatDraft with(Element payload) {
        return new ChatDraft(recipient, type, checked(content.plus(extension(payload))));
    }

    /** Returns the stanza, without an id and without what features add. */
    public Message stanza() {
        return new Message(StanzaHeader.EMPTY.withTo(recipient), type, content);
    }

    /** Returns to whom it goes, never the text. */
    @Override
    public String toString() {
        return "message to " + recipient;
    }

    private static Element extension(Element payload) {
        if (payload.name().namespace().equals(Stanza.CLIENT_NAMESPACE)
                || payload.name().namespace().isEmpty()) {
            throw new IllegalArgumentException("an extension has a namespace of its own (RFC 6120 section 8.4)");
        }
        return payload;
    }

    private static XmlContent checked(XmlContent content) {
        if (content.size() > MOST_BYTES) {
            throw new IllegalArgumentException("more than " + MOST_BYTES + " bytes in one message");
        }
        return content;
    }

    /** Builds a message; each method checks what it is given. */
    public static final class Builder {
        private final Jid recipient;
        private final Map<String, String> bodies = new LinkedHashMap<>();
        private final List<Element> payloads = new ArrayList<>();
        private Optional<String> thread = Optional.empty();
        private MessageType type = MessageType.CHAT;

        private Builder(Jid recipient) {
            this.recipient = recipient;
        }

        /** Sets the text in no particular language. */
        public Builder body(String text) {
            return body("", text);
        }

        /**
         * Sets the text in a language.
         *
         * @param language a BCP 47 tag, such as {@code de}
         * @param text the text
         */
        public Builder body(String language, String text) {
            bodies.put(language, text);
            return this;
        }

        /** Sets the identifier of the thread (RFC 6121 section 5.2.5). */
        public Builder thread(String id) {
            thread = Optional.of(id);
            return this;
        }

        /**
         * Sets what kind of message it is; without that it is {@code chat}.
         *
         * @param kind {@code NORMAL}, {@code CHAT} or {@code HEADLINE}
         */
        public Builder type(MessageType kind) {
            if (kind == MessageType.ERROR || kind == MessageType.GROUPCHAT) {
                throw new IllegalArgumentException("errors answer something, and to rooms their own feature sends");
            }
            type = kind;
            return this;
        }

        /** Adds an element of an extension. */
        public Builder with(Element payload) {
            payloads.add(extension(payload));
            return this;
        }

        /**
         * Returns the message.
         *
         * @throws IllegalArgumentException if there is no text, or the message is too large
         * @throws im.redoubt.xml.XmlException if there are characters that XML cannot carry
         */
        public ChatDraft build() {
            if (bodies.isEmpty()) {
                throw new IllegalArgumentException("a message for people has a text");
            }
            List<Element> children = new ArrayList<>();
            bodies.forEach((language, text) -> {
                Element.Builder body = Element.named(Stanza.CLIENT_NAMESPACE, "body");
                if (!language.isEmpty()) {
                    body.attribute(XmlName.LANG, language);
                }
                children.add(body.text(text).build());
            });
            thread.ifPresent(id -> children.add(
                    Element.named(Stanza.CLIENT_NAMESPACE, "thread").text(id).build()));
            children.addAll(payloads);
            return new ChatDraft(recipient, type, checked(XmlContent.of(Stanza.CLIENT_NAMESPACE, children)));
        }
    }
}
