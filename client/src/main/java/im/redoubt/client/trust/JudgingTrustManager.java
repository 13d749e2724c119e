package im.redoubt.client.trust;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Carries an examination into the handshake, where the platform asks for it. It decides nothing itself: a {@link Trust} does, which
 * asks the platform's trust manager unless pins or TLSA records stand in its place.
 */
final class JudgingTrustManager extends X509ExtendedTrustManager {
    private final Examination examination;

    JudgingTrustManager(Examination examination) {
        this.examination = examination;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        judge(chain, platform -> platform.checkServerTrusted(chain, keyExchange(authType)));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        judge(chain, platform -> platform.checkServerTrusted(chain, keyExchange(authType), socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        judge(chain, platform -> platform.checkServerTrusted(chain, keyExchange(authType), engine));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw noClient();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw noClient();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw noClient();
    }

    /** Of interest to servers only. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    /** TLS 1.3 has no key exchange that a certificate must be fit for. Conscrypt has another word for that than Java's platform. */
    private static String keyExchange(String authType) {
        return authType.equals("GENERIC") ? "UNKNOWN" : authType;
    }

    private void judge(X509Certificate[] chain, Peer.Question question) throws CertificateException {
        Verdict verdict = examination.judge(chain, question);
        if (!verdict.asTrusted().isPresent()) {
            throw new CertificateException(
                    verdict.asRefused().map(Verdict.Refused::summary).orElse(""));
        }
    }

    private static CertificateException noClient() {
        return new CertificateException("this is the trust of a client, which no client has to pass");
    }
}
