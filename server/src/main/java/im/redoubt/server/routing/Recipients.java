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
 * @param away the sessions that would take them if their connections were not gone: they get what others take, when they come
 *     back; alone they are as good as nobody, so that what is kept for the account is on disk
 */
record Recipients(Standing standing, List<Session> taking, List<Session> away) {
    /** Asks each of {@code sessions} for its presence. */
    static Recipients of(List<Session> sessions) {
        List<Session> taking = new ArrayList<>(sessions.size());
        List<Session> away = new ArrayList<>(0);
        boolean present = false;
        for (Session session : sessions) {
            if (session.wantsMessages()) {
                taking.add(session);
            } else if (session.isAbsent() && session.wouldWantMessages()) {
                away.add(session);
            }
            present |= !session.isAbsent() && session.availability().isPresent();
        }
        Standing standing = taking.isEmpty() ? present ? Standing.NEGATIVE_ONLY : Standing.ABSENT : Standing.AVAILABLE;
        return new Recipients(standing, taking, away);
    }

    /**
     * Sends a message to all that take it still.
     *
     * @param entrusted the message
     * @return those who did; if all have left meanwhile, others are to be asked for
     */
    List<Session> send(Entrusted entrusted) {
        Message message = entrusted.message();
        Claim claim = entrusted.claim(taking.size());
        List<Session> got = new ArrayList<>(taking.size());
        boolean lost = false;
        for (Session session : taking) {
            if (session.sendIfAvailable(message, claim)) {
                got.add(session);
            } else {
                lost |= claim.lost();
            }
        }
        if (lost) {
            return List.of();
        }
        for (Session session : away) {
            if (session.sendIfThere(message, Claim.SPARE)) {
                got.add(session);
            }
        }
        return got;
    }
}
