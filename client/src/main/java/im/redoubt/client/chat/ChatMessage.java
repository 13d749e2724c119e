package im.redoubt.client.chat;

import im.redoubt.client.Incoming;
import im.redoubt.client.Origin;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A message with text (RFC 6121 section 5.2.3), as it came. Only {@link Chat} makes one, so that sender, time and identifiers are
 * those that the own server vouches for.
 */
public final class ChatMessage {
    private final Incoming incoming;
    private final BareJid account;
    private final Map<String, Unverified> bodies;
    private final MessageIds ids;
    private final Instant time;

    ChatMessage(Incoming incoming, BareJid account, Map<String, Unverified> bodies, MessageIds ids, Instant time) {
        this.incoming = incoming;
        this.account = account;
        this.bodies = bodies;
        this.ids = ids;
        this.time = time;
    }

    /** Returns who sent it. */
    public Jid sender() {
        return incoming.from();
    }

    /** Returns to whom it was sent; empty if that was left out, which means the own account. */
    public Optional<Jid> recipient() {
        return stanza().to();
    }

    /** Returns whether the own account sent it, from this device or another one. */
    public boolean isMine() {
        return sender().bare().equals(account);
    }

    /** Returns with whom the conversation is: the sender, or the recipient of what the own account sent. */
    public BareJid peer() {
        return isMine() ? recipient().map(Jid::bare).orElse(account) : sender().bare();
    }

    /** Returns the text: in no particular language if there is such a one, or else the first. */
    public Unverified body() {
        Unverified neutral = bodies.get("");
        return neutral == null ? bodies.values().iterator().next() : neutral;
    }

    /** Returns the text in all its languages, by BCP 47 tags in lower case; an empty one where none was said. */
    public Map<String, Unverified> bodies() {
        return bodies;
    }

    /**
     * Returns the text in a language.
     *
     * @param language a BCP 47 tag
     */
    public Optional<Unverified> body(String language) {
        return Optional.ofNullable(bodies.get(language.toLowerCase(Locale.ROOT)));
    }

    /** Returns the identifier of the conversation's thread (section 5.2.5). */
    public Optional<Unverified> thread() {
        return stanza().content()
                .first(MessageReader.NAMESPACE, "thread")
                .flatMap(thread -> Unverified.of(thread.text(), MessageIds.MOST_CHARS));
    }

    /** Returns what it is called. */
    public MessageIds ids() {
        return ids;
    }

    /** Returns when it was sent, as far as the own server knows; or else when it came. */
    public Instant time() {
        return time;
    }

    /** Returns by which way it came. */
    public Origin origin() {
        return incoming.origin();
    }

    /** Returns what kind of message it is: normal, chat or headline. */
    public MessageType type() {
        return stanza().type();
    }

    /** Returns the stanza, for what else is in it. */
    public Message stanza() {
        return incoming.message();
    }

    /** Returns from whom it is and how long, never the text. */
    @Override
    public String toString() {
        return "message from " + sender() + " of " + body().length() + " characters";
    }
}
