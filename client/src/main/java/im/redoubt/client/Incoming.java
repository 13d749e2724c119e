package im.redoubt.client;

import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Message;

/**
 * A message as it came.
 *
 * @param message the message, always with its sender
 * @param origin by which way
 */
public record Incoming(Message message, Origin origin) {
    /** Checks that there is a sender. */
    public Incoming {
        if (!message.from().isPresent()) {
            throw new IllegalArgumentException("a message of nobody");
        }
    }

    /** Returns the sender. */
    public Jid from() {
        return message.from().orElseThrow(IllegalStateException::new);
    }

    /** Returns whether it came as a stanza of its own. */
    public boolean isDirect() {
        return origin == Origin.DIRECT;
    }
}
