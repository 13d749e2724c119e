package im.redoubt.server.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Messages that the operator's rules keep aside until he decides. */
public interface Quarantine {
    /**
     * How many messages there may be.
     *
     * @param perSender of one account
     * @param total in all
     */
    record Room(int perSender, int total) {}

    /**
     * A message to keep aside.
     *
     * @param rule the name of the rule that it fits
     * @param header its header
     * @param content its canonical content
     * @param counted how many stanzas of its stream will have been handled with it, if they are counted
     */
    record Entrant(String rule, MessageHeader header, Blob content, Optional<StreamCount> counted) {}

    /**
     * Keeps a message aside.
     *
     * @param message the message
     * @param room how many there may be
     * @return its id, or {@link Refusal#QUARANTINE_FULL}
     */
    CompletableFuture<Outcome<MessageId>> keep(Entrant message, Room room);

    /**
     * Returns messages in the order in which they came.
     *
     * @param after only those behind this one; {@link MessageId#START} for the first page
     * @param limit how many at most
     * @return a page without those that are damaged; empty when it is the last
     */
    CompletableFuture<List<QuarantinedMessage>> page(MessageId after, int limit);

    /** Returns one message, if it is there and not damaged. */
    CompletableFuture<Optional<QuarantinedMessage>> find(MessageId id);

    /** Forgets one message. Returns whether it was there. */
    CompletableFuture<Boolean> drop(MessageId id);

    /**
     * Forgets what came before a time.
     *
     * @return how many went
     */
    CompletableFuture<Integer> purge(Instant before);
}
