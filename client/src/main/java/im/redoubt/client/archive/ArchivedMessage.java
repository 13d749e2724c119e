package im.redoubt.client.archive;

import im.redoubt.client.chat.ChatMessage;
import im.redoubt.protocol.stanza.Message;
import java.time.Instant;
import java.util.Optional;

/**
 * A message out of an archive.
 *
 * @param id its identifier there
 * @param time when the archive got it
 * @param stanza the message, without what only the archive can know of it (when it came, under which id)
 * @param text the message as one of a conversation, if it has text and is not of a room
 */
public record ArchivedMessage(String id, Instant time, Message stanza, Optional<ChatMessage> text) {
    /** Returns when it was sent, and never what. */
    @Override
    public String toString() {
        return "archived message of " + time;
    }
}
