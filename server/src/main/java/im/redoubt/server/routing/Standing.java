package im.redoubt.server.routing;

import im.redoubt.server.session.Session;
import java.util.List;

/** How an account stands at this moment, as far as delivery depends on it (RFC 6121 section 8.5). */
enum Standing {
    /** No session is available; nobody can tell whether the account exists. */
    ABSENT,
    /** Sessions are available, but only with negative priorities. */
    NEGATIVE_ONLY,
    /** Sessions are there for messages, but older ones are still on their way to all of them. */
    CATCHING_UP,
    /** At least one session is there for messages: available, with a priority that is not negative. */
    AVAILABLE;

    static Standing of(List<Session> sessions) {
        Standing standing = ABSENT;
        for (Session session : sessions) {
            if (session.takesMessages()) {
                return AVAILABLE;
            }
            if (session.wantsMessages()) {
                standing = CATCHING_UP;
            } else if (standing == ABSENT && session.availability().isPresent()) {
                standing = NEGATIVE_ONLY;
            }
        }
        return standing;
    }
}
