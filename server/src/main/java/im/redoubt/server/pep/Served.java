package im.redoubt.server.pep;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.session.Session;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What sessions know already of nodes, so that none is sent the same item twice. Of each session that is a moment for each name
 * of a node that it wants to hear of: up to then it was sent what there is. Any thread may ask.
 */
final class Served {
    /** Names of nodes that are remembered of one session; a client that wants others all the time is sent the same again. */
    private static final int MOST_NAMES = 256;

    private final Map<Session, Knowledge> sessions = new ConcurrentHashMap<>();

    private static final class Knowledge {
        private final Map<String, Long> until = new HashMap<>();
        private final Set<String> following = new HashSet<>();
        private final Set<Node> toldMeanwhile = new HashSet<>();
        private int rounds;
    }

    private record Node(BareJid owner, String name) {}

    /**
     * A session is about to be sent what is new. Several rounds may go on at once, of nodes of other names each.
     *
     * @param session the session
     * @param wanted the names of all nodes that it wants to hear of now
     * @param moment now, in milliseconds since 1970
     * @return those of which it has not been told all along
     */
    List<String> begin(Session session, List<String> wanted, long moment) {
        Knowledge knowledge = sessions.computeIfAbsent(session, key -> new Knowledge());
        synchronized (knowledge) {
            knowledge.following.stream()
                    .filter(before -> !wanted.contains(before))
                    .forEach(before -> knowledge.until.merge(before, moment, Math::max));
            knowledge.following.retainAll(wanted);
            List<String> names =
                    wanted.stream().filter(knowledge.following::add).toList();
            knowledge.rounds++;
            return names;
        }
    }

    /** Returns up to which version a session knows the nodes of a name. */
    long until(Session session, String node) {
        Knowledge knowledge = sessions.get(session);
        if (knowledge == null) {
            return 0;
        }
        synchronized (knowledge) {
            return knowledge.until.getOrDefault(node, 0L);
        }
    }

    /** A session was just told of a node, so that it need not be sent what is newest there. */
    void toldOf(Session session, BareJid owner, String node) {
        Knowledge knowledge = sessions.get(session);
        if (knowledge != null) {
            synchronized (knowledge) {
                if (knowledge.rounds > 0) {
                    knowledge.toldMeanwhile.add(new Node(owner, node));
                }
            }
        }
    }

    /** Returns whether a session was told of a node since the first of the rounds that go on {@link #begin began}. */
    boolean isTold(Session session, BareJid owner, String node) {
        Knowledge knowledge = sessions.get(session);
        if (knowledge == null) {
            return false;
        }
        synchronized (knowledge) {
            return knowledge.toldMeanwhile.contains(new Node(owner, node));
        }
    }

    /**
     * A round is over.
     *
     * @param session the session
     * @param nodes the names of the nodes of which it was sent what was new, as much as it is sent
     * @param moment when the round began, in milliseconds since 1970
     */
    void end(Session session, Collection<String> nodes, long moment) {
        Knowledge knowledge = sessions.get(session);
        if (knowledge != null) {
            synchronized (knowledge) {
                knowledge.rounds--;
                if (knowledge.rounds == 0) {
                    knowledge.toldMeanwhile.clear();
                }
                if (knowledge.until.size() + nodes.size() > MOST_NAMES) {
                    knowledge.until.clear();
                }
                nodes.forEach(node -> knowledge.until.merge(node, moment, Math::max));
            }
        }
    }

    /** A session hears of nothing from a moment on: up to then it was told of everything. */
    void leaves(Session session, long moment) {
        Knowledge knowledge = sessions.get(session);
        if (knowledge != null) {
            synchronized (knowledge) {
                knowledge.following.forEach(node -> knowledge.until.merge(node, moment, Math::max));
                knowledge.following.clear();
            }
        }
    }

    /** A session is over. */
    void forget(Session session) {
        sessions.remove(session);
    }

    /** Returns of how many names of nodes anything is known of one session. */
    int names(Session session) {
        Knowledge knowledge = sessions.get(session);
        if (knowledge == null) {
            return 0;
        }
        synchronized (knowledge) {
            return knowledge.until.size();
        }
    }

    /** Returns of how many sessions anything is known. */
    int size() {
        return sessions.size();
    }
}
