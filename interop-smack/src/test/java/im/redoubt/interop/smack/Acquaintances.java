package im.redoubt.interop.smack;

import java.util.ArrayList;
import java.util.List;
import org.jivesoftware.smack.ConnectionListener;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPConnection;
import org.jivesoftware.smack.XMPPConnectionRegistry;
import org.jivesoftware.smack.XMPPException.XMPPErrorException;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smackx.ping.packet.Ping;

/**
 * Lets the connections of a run share their presence with each other. Some tests ask another client without that, and
 * our server keeps requests of strangers from sessions (RFC 6121 section 8.5.3.1), since an answer says who is there.
 */
final class Acquaintances {
    private final List<XMPPConnection> signedIn = new ArrayList<>();

    /** Begins with the connections that are made from now on. */
    void introduceAll() {
        XMPPConnectionRegistry.addConnectionCreationListener(
                connection -> connection.addConnectionListener(new ConnectionListener() {
                    @Override
                    public void authenticated(XMPPConnection authenticated, boolean resumed) {
                        introduce(authenticated);
                    }
                }));
    }

    private synchronized void introduce(XMPPConnection one) {
        for (XMPPConnection other : signedIn) {
            if (other.isAuthenticated()) {
                greet(one, other);
                greet(other, one);
            }
        }
        signedIn.add(one);
    }

    /** Directed presence (RFC 6121 section 4.6), and an answer of the server, which comes only when that has taken effect. */
    private static void greet(XMPPConnection from, XMPPConnection to) {
        try {
            from.sendStanza(from.getStanzaFactory()
                    .buildPresenceStanza()
                    .ofType(Presence.Type.available)
                    .to(to.getUser())
                    .build());
            from.sendIqRequestAndWaitForResponse(new Ping(from.getXMPPServiceDomain()));
        } catch (SmackException | XMPPErrorException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
