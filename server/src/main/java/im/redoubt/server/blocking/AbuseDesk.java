package im.redoubt.server.blocking;

import im.redoubt.server.session.Session;

/** Takes reports of spam and abuse (XEP-0377). Must not block. */
@FunctionalInterface
public interface AbuseDesk {
    /**
     * Somebody reports one whom he has just blocked.
     *
     * @param reporter his session
     * @param report what he reports
     */
    void file(Session reporter, Report report);
}
