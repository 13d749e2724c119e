package im.redoubt.server.net;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.tls.XmppAddresses;
import java.security.cert.X509Certificate;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** The certificate of a client, which the handshake has checked: there is none that it did not. */
final class PeerCertificate {
    private PeerCertificate() {}

    /** Returns the accounts of the domain that it names; none if the client has sent none. */
    static Set<BareJid> names(SSLSession session, BareJid domain) {
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? XmppAddresses.of(certificate, domain)
                    : Set.of();
        } catch (SSLPeerUnverifiedException e) {
            // The usual client.
            return Set.of();
        }
    }
}
