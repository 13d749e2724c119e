package im.redoubt.bench;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;

/** A client made of Smack, with TLS required, one trusted authority, and everything else as it comes. */
final class SmackClient {
    private SmackClient() {}

    /** Returns the client of an account; it is not connected. */
    static XMPPTCPConnection of(Place place, int number) {
        try {
            return new XMPPTCPConnection(XMPPTCPConnectionConfiguration.builder()
                    .setXmppDomain(place.domain())
                    .setHost(Place.HOST)
                    .setPort(place.port())
                    .setUsernameAndPassword(Place.name(number), Place.PASSWORD)
                    .setSecurityMode(SecurityMode.required)
                    .setCustomX509TrustManager(trust(place))
                    .build());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Connects it and signs in. */
    static XMPPTCPConnection open(XMPPTCPConnection connection) {
        try {
            connection.connect();
            connection.login();
            return connection;
        } catch (XMPPException | SmackException | IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static X509TrustManager trust(Place place) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("ca", place.authority());
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return (X509TrustManager) factory.getTrustManagers()[0];
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
