package im.redoubt.protocol.payload;

import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCodec;
import im.redoubt.protocol.stanza.StanzaReading;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A message within another one (XEP-0297). Whoever reads one asks first who put it there. */
public final class Forwarded {
    /** The namespace. */
    public static final String NAMESPACE = "urn:xmpp:forward:0";

    private Forwarded() {}

    /**
     * Wraps a message that was received before.
     *
     * @param message a message of a client stream, with its addresses
     * @param receivedAt when; it is written to the millisecond
     * @return the element, with a stamp (XEP-0203)
     */
    public static Element of(Message message, Instant receivedAt) {
        return Element.named(NAMESPACE, "forwarded")
                .child(Stamp.element(Optional.empty(), receivedAt))
                .child(StanzaCodec.tree(message))
                .build();
    }

    /**
     * Wraps a message.
     *
     * @param message a message of a client stream, with its addresses
     * @return the element, without a stamp: it was sent just now
     */
    public static Element of(Message message) {
        return Element.named(NAMESPACE, "forwarded")
                .child(StanzaCodec.tree(message))
                .build();
    }

    /**
     * What lies in a wrapper.
     *
     * @param message the message, whose sender is whoever the wrapper says
     * @param stamp when it was received, if that was said
     */
    public record Contents(Message message, Optional<Instant> stamp) {}

    /**
     * Unwraps a message of a client stream.
     *
     * @param forwarded an element {@code forwarded}
     * @return the message; nothing if there is none or more than one, or if it breaks a rule
     */
    public static Optional<Contents> read(ParsedElement forwarded) {
        List<ParsedElement> messages = forwarded.content().parsed(Stanza.CLIENT_NAMESPACE, "message");
        if (!forwarded.name().is(NAMESPACE, "forwarded") || messages.size() != 1) {
            return Optional.empty();
        }
        List<ParsedElement> delays = forwarded.content().parsed(Stamp.NAMESPACE, "delay");
        Optional<Instant> stamp = delays.isEmpty()
                ? Optional.empty()
                : delays.get(0).attribute("stamp").flatMap(DateTime::parse);
        return StanzaCodec.read(messages.get(0), Stanza.CLIENT_NAMESPACE, Optional.empty())
                .on(new MessageOnly())
                .map(message -> new Contents(message, stamp));
    }

    /** A message that breaks no rule, or nothing. */
    private static final class MessageOnly
            implements StanzaReading.Cases<Optional<Message>>, Stanza.Cases<Optional<Message>> {
        @Override
        public Optional<Message> valid(Stanza stanza) {
            return stanza.on(this);
        }

        @Override
        public Optional<Message> rejected(Stanza answer) {
            return Optional.empty();
        }

        @Override
        public Optional<Message> ignored() {
            return Optional.empty();
        }

        @Override
        public Optional<Message> notAStanza() {
            return Optional.empty();
        }

        @Override
        public Optional<Message> message(Message message) {
            return Optional.of(message);
        }

        @Override
        public Optional<Message> presence(Presence presence) {
            return Optional.empty();
        }

        @Override
        public Optional<Message> request(IqRequest request) {
            return Optional.empty();
        }

        @Override
        public Optional<Message> response(IqResponse response) {
            return Optional.empty();
        }
    }
}
