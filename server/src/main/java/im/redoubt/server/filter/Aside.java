package im.redoubt.server.filter;

import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.server.store.Blob;
import im.redoubt.server.store.MessageHeader;
import im.redoubt.server.store.MessageId;
import im.redoubt.server.store.MessageKind;
import im.redoubt.server.store.Outcome;
import im.redoubt.server.store.Quarantine;
import im.redoubt.server.store.QuarantinedMessage;
import im.redoubt.server.store.StreamCount;
import im.redoubt.xml.XmlContent;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages between the rules and the store. */
public final class Aside {
    private static final Logger LOG = LoggerFactory.getLogger(Aside.class);

    private final Quarantine store;
    private final Quarantine.Room room;

    /**
     * Keeps messages aside.
     *
     * @param store where
     * @param room how many there may be
     */
    public Aside(Quarantine store, Quarantine.Room room) {
        this.store = store;
        this.room = room;
    }

    /**
     * Keeps a message. Where there is no room for it its sender is told to try later: nothing is lost without a word, and nobody
     * can push out what others sent.
     *
     * @param rule the name of the rule that it fits
     * @param message the message, with its sender
     * @param counted how many stanzas of its stream will have been handled with it, if they are counted
     * @return nothing when it is on disk, or why it is not kept; never fails
     */
    CompletionStage<Optional<StanzaError>> keep(String rule, Message message, Optional<StreamCount> counted) {
        Jid from = message.from().orElseThrow();
        MessageHeader header = new MessageHeader(
                MessageKind.valueOf(message.type().name()),
                from,
                message.to().orElse(from.bare()),
                message.id(),
                message.header().lang(),
                0);
        return store.keep(
                        new Quarantine.Entrant(
                                rule, header, Blob.of(message.content().toByteArray()), counted),
                        room)
                .handle(Aside::refusal);
    }

    private static Optional<StanzaError> refusal(@Nullable Outcome<MessageId> outcome, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.error("a message could not be kept aside", failure);
            return Optional.of(StanzaError.of(StanzaCondition.INTERNAL_SERVER_ERROR));
        }
        return outcome instanceof Outcome.Done<MessageId>
                ? Optional.empty()
                : Optional.of(StanzaError.of(StanzaCondition.RESOURCE_CONSTRAINT));
    }

    /**
     * Returns a message as it was sent.
     *
     * @throws im.redoubt.xml.XmlException if what was kept is not what the server writes
     */
    public static Message message(QuarantinedMessage kept) {
        MessageHeader header = kept.header();
        return new Message(
                new StanzaHeader(
                        header.stanzaId(), Optional.of(header.to()), Optional.of(header.from()), header.language()),
                MessageType.valueOf(header.kind().name()),
                XmlContent.read(Stanza.CLIENT_NAMESPACE, kept.content().toByteArray()));
    }
}
