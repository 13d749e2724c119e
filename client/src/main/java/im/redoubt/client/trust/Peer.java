package im.redoubt.client.trust;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A server in the middle of a handshake.
 *
 * @param identity whom it must be
 * @param chain what it sent, its own certificate first
 * @param now the time
 * @param question asks about this handshake
 */
record Peer(ServerIdentity identity, List<X509Certificate> chain, Instant now, Question question) {
    /** Asks the platform, which is told of the whole handshake. */
    interface Question {
        /**
         * Asks.
         *
         * @param platform whom to ask
         * @throws CertificateException if it refuses
         */
        void ask(X509ExtendedTrustManager platform) throws CertificateException;
    }

    Peer {
        chain = List.copyOf(chain);
    }

    /** Returns this at another time. */
    Peer at(Instant time) {
        return new Peer(identity, chain, time, question);
    }

    /** Returns the server's own certificate. */
    X509Certificate leaf() {
        return chain.get(0);
    }
}
