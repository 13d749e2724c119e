package im.redoubt.server.store;

import java.util.List;
import java.util.Optional;

/**
 * A message to keep: one body, and for whom it is.
 *
 * @param header its header
 * @param content its canonical content
 * @param owners at least one, each account at most once
 * @param sent what says that its sender sends the same message again, if he gave it an id (XEP-0359)
 * @param counted how many stanzas of the stream that it came by will have been handled with it, if they are counted
 */
public record NewMessage(
        MessageHeader header,
        Blob content,
        List<MessageOwner> owners,
        Optional<Blob> sent,
        Optional<StreamCount> counted) {
    /** Copies the owners. */
    public NewMessage {
        owners = List.copyOf(owners);
        if (owners.isEmpty()) {
            throw new IllegalArgumentException("a message is kept for somebody");
        }
    }
}
