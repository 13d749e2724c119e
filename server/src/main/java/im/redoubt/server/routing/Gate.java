package im.redoubt.server.routing;

import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.server.session.Session;
import im.redoubt.server.store.StreamCount;
import im.redoubt.xml.Element;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What every stanza of a session passes before it has any effect. It looks at the stanza alone, and so its answer says nothing of
 * whether the recipient exists. Runs on event loops: it must not block.
 */
@FunctionalInterface
public interface Gate {
    /** Lets everything in. */
    Gate OPEN = (sender, stanza) -> new Entry.Open();

    /**
     * Asks for a stanza.
     *
     * @param sender who sent it
     * @param stanza what came; its sender is the session's full address
     * @return what is to become of it
     */
    Entry ask(Session sender, Stanza stanza);

    /** What is to become of a stanza. */
    sealed interface Entry {
        /** It goes on. */
        record Open() implements Entry {}

        /**
         * It goes on with something more in it; only a message or a presence has room for it.
         *
         * @param mark what it gets
         */
        record Marked(Element mark) implements Entry {}

        /** It vanishes. */
        record Closed() implements Entry {}

        /**
         * Its sender gets an error.
         *
         * @param error which
         */
        record Refused(StanzaError error) implements Entry {}

        /**
         * A message is to be kept aside.
         *
         * @param room where
         */
        record KeptAside(Room room) implements Entry {}

        /**
         * Finding out takes longer than an event loop may wait. Nothing that comes behind it in its stream is read until it is known.
         *
         * @param entry what it turns out to be, nothing of this kind, on any thread
         */
        record Later(CompletionStage<Entry> entry) implements Entry {}
    }

    /** Room for one message. */
    @FunctionalInterface
    interface Room {
        /**
         * Hands the message to the store.
         *
         * @param counted how many stanzas of its stream will have been handled with it, if they are counted
         * @return nothing when it is on disk, or why it is not; never fails
         */
        CompletionStage<Optional<StanzaError>> keep(Optional<StreamCount> counted);
    }
}
