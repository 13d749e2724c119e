package im.redoubt.client.chat;

import im.redoubt.protocol.address.BareJid;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which messages were shown last. A message comes again when a session could not be resumed: the server delivers once more what
 * it does not know to have arrived, under the same id of the archive; and other clients send once more what their servers may
 * not have, under the same id of their own.
 */
final class Repetitions {
    /** How many identifiers are remembered. */
    static final int MOST = 4_000;

    private final Map<Object, Boolean> seen = new LinkedHashMap<Object, Boolean>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Boolean> eldest) {
            return size() > MOST;
        }
    };

    /** The id that the own archive gave. */
    private record Archived(String id) {}

    /** The id that a sender gave; the text goes with it, so that a sender whose ids repeat loses no messages. */
    private record Sent(BareJid sender, Optional<BareJid> recipient, String id, int text) {}

    /** Returns whether a message was not there before, and remembers it. */
    boolean isNew(ChatMessage message) {
        boolean again =
                message.ids().archive().map(Archived::new).map(this::add).orElse(false);
        boolean sentAgain = message.ids()
                .origin()
                .map(id -> new Sent(
                        message.sender().bare(),
                        message.recipient().map(to -> to.bare()),
                        id,
                        message.bodies().hashCode()))
                .map(this::add)
                .orElse(false);
        return !again && !sentAgain;
    }

    private boolean add(Object what) {
        return seen.put(what, true) != null;
    }
}
