package im.redoubt.server.admission;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.server.session.Session;
import im.redoubt.server.session.Sessions;
import im.redoubt.server.store.Admission;
import im.redoubt.xml.Element;
import java.security.SecureRandom;
import java.util.Base64;

/** Tells the sessions that asked for the list what it is now, whole: nobody has to put it together. */
final class AdmissionPush {
    private static final int ID_BYTES = 12;
    private final Sessions sessions;
    private final SecureRandom random;

    AdmissionPush(Sessions sessions, SecureRandom random) {
        this.sessions = sessions;
        this.random = random;
    }

    void send(BareJid account, Admission now) {
        Element payload = AdmissionForm.write(now);
        for (Session session : sessions.of(account)) {
            if (session.followsAdmission()) {
                byte[] id = new byte[ID_BYTES];
                random.nextBytes(id);
                StanzaHeader header = StanzaHeader.EMPTY
                        .withId(Base64.getUrlEncoder().withoutPadding().encodeToString(id))
                        .withTo(session.address());
                session.send(IqRequest.of(IqRequest.Action.SET, header, payload));
            }
        }
    }
}
