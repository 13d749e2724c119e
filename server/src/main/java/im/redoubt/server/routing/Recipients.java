package im.redoubt.server.routing;

import im.redoubt.protocol.stanza.Message;
import im.redoubt.server.session.Claim;
import im.redoubt.server.session.Session;
import java.util.ArrayList;
import java.util.List;

/**
 * Who of an account is there for a message, asked once for it: the standing is that of these sessions and no other.
 *
 * @param standing how the account stands
 * @param taking the sessions that take messages to the account; empty unless it stands {@link Standing#AVAILABLE}
 */
record Recipients(Standing standing, List<Session> taking) {
    /** Asks each of {@code sessions} for its presence. */
    static Recipients of(List<Session> sessions) {
        List<Session> taking = sessions.stream().filter(Session::wantsMessages).toList();
        if (!taking.isEmpty()) {
            return new Recipients(Standing.AVAILABLE, taking);
        }
        boolean present =
                sessions.stream().anyMatch(session -> session.availability().isPresent());
        return new Recipients(present ? Standing.NEGATIVE_ONLY : Standing.ABSENT, List.of());
    }

    /**
     * Sends a message to all that take it still.
     *
     * @return those who did; if all have left meanwhile, others are to be asked for
     */
    List<Session> send(Message message) {
        Claim claim = Claim.shared(taking.size());
        List<Session> got = new ArrayList<>(taking.size());
        boolean lost = false;
        for (Session session : taking) {
            if (session.sendIfAvailable(message, claim)) {
                got.add(session);
            } else {
                lost |= claim.lost();
            }
        }
        return lost ? List.of() : got;
    }
}
