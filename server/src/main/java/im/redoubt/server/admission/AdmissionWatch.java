package im.redoubt.server.admission;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.event.AdmissionChange;
import im.redoubt.server.session.Session;

/** Is told when an account hears others than before. Must not block. */
@FunctionalInterface
public interface AdmissionWatch {
    /**
     * It is in force.
     *
     * @param account whose list it is
     * @param by the session by which it changed: its own, or that of who was let in
     * @param change what changed
     * @param addresses how many are on the list now
     */
    void changed(BareJid account, Session by, AdmissionChange change, int addresses);
}
