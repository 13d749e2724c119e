package im.redoubt.client.correction;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** The last message of each side of each conversation. */
final class LastMessages {
    /** How many are remembered. */
    static final int MOST = 1_000;

    private final Map<Conversation, Last> all = new LinkedHashMap<Conversation, Last>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Conversation, Last> eldest) {
            return size() > MOST;
        }
    };

    /**
     * A side of a conversation.
     *
     * @param peer with whom
     * @param mine whether the own account speaks
     */
    record Conversation(BareJid peer, boolean mine) {}

    /** What was said there last. */
    private record Last(Jid sender, String id) {}

    void add(Conversation conversation, Jid sender, String id) {
        all.put(conversation, new Last(sender, id));
    }

    /** Returns whether the last message there has this id and a sender that is accepted. */
    boolean is(Conversation conversation, String id, Predicate<Jid> sender) {
        Last last = all.get(conversation);
        return last != null && last.id().equals(id) && sender.test(last.sender());
    }

    /** Returns whether anybody's last message has this id. */
    boolean contains(String id) {
        for (Last last : all.values()) {
            if (last.id().equals(id)) {
                return true;
            }
        }
        return false;
    }
}
