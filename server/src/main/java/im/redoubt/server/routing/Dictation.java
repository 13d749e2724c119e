package im.redoubt.server.routing;

import im.redoubt.protocol.stanza.Message;
import im.redoubt.server.session.Session;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What senders tell their own server within messages for others. Runs on event loops: it must not block. */
@FunctionalInterface
public interface Dictation {
    /** Nobody tells the server anything. */
    Dictation NONE = (sender, message) -> Optional.empty();

    /**
     * Reads a message before it is kept, copied or delivered.
     *
     * @param sender who sent it
     * @param message what came, its sender stamped
     * @return what was read, if there was anything for the server
     */
    Optional<Read> read(Session sender, Message message);

    /**
     * A message that had something for the server.
     *
     * @param rest the message without it
     * @param done complete when it has taken effect and is on disk, before the message goes anywhere; never fails
     */
    record Read(Message rest, CompletionStage<Void> done) {}
}
