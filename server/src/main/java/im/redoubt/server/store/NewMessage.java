package im.redoubt.server.store;

import java.util.List;

/**
 * A message to keep: one body, and for whom it is.
 *
 * @param header its header
 * @param content its canonical content
 * @param owners at least one, each account at most once
 */
public record NewMessage(MessageHeader header, Blob content, List<MessageOwner> owners) {
    /** Copies the owners. */
    public NewMessage {
        owners = List.copyOf(owners);
        if (owners.isEmpty()) {
            throw new IllegalArgumentException("a message is kept for somebody");
        }
    }
}
