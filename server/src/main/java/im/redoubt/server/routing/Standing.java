package im.redoubt.server.routing;

import im.redoubt.server.session.Session;
import java.util.List;

/** How an account stands at this moment, as far as delivery depends on it (RFC 6121 section 8.5). */
enum Standing {
    /** No session is available; nobody can tell whether the account exists. */
    ABSENT,
    /** Sessions are available, but only with negative priorities. */
    NEGATIVE_ONLY,
    /** At least one session is there for messages: available, with a priority that is not negative. */
    AVAILABLE;

    static Standing of(List<Session> sessions) {
        Standing standing = ABSENT;
        for (Session session : sessions) {
            if (session.wantsMessages()) {
                return AVAILABLE;
            }
            if (session.availability().isPresent()) {
                standing = NEGATIVE_ONLY;
            }
        }
        return standing;
    }
}
