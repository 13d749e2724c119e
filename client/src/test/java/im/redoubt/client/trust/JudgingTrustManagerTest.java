package im.redoubt.client.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.protocol.address.BareJid;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands where platforms ask whom to trust. */
@Tag("T-26")
class JudgingTrustManagerTest {
    private static final Issued ROOT = Draft.authority("root").selfSigned();
    private static final X509Certificate[] SERVER = {
        Draft.server("example.org").signedBy(ROOT).certificate()
    };

    private static X509ExtendedTrustManager manager() {
        Examination examination = Examination.of(
                Trust.pkix(List.of(ROOT.certificate())),
                new Destination(BareJid.of("example.org"), "example.org", 5223),
                Clock.systemUTC());
        return (X509ExtendedTrustManager) examination.trustManagers()[0];
    }

    /** The key exchange of TLS 1.3 has one name with Java's platform and another with Conscrypt; both ask the same. */
    @ParameterizedTest
    @ValueSource(strings = {"UNKNOWN", "GENERIC", "ECDHE_ECDSA"})
    void takesTheKeyExchangeUnderEveryName(String keyExchange) {
        assertThatCode(() -> manager().checkServerTrusted(SERVER, keyExchange)).doesNotThrowAnyException();
    }

    /** A key that may only sign does not decrypt: the platform is told of the key exchange. */
    @ParameterizedTest
    @ValueSource(strings = {"RSA", "nonsense"})
    void refusesAKeyExchangeThatTheCertificateIsNotFor(String keyExchange) {
        assertThatThrownBy(() -> manager().checkServerTrusted(SERVER, keyExchange))
                .isInstanceOf(CertificateException.class);
    }

    @Test
    void isForNoClient() throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine();
        try (Socket socket = new Socket()) {
            X509ExtendedTrustManager manager = manager();
            assertThatThrownBy(() -> manager.checkClientTrusted(SERVER, "UNKNOWN"))
                    .isInstanceOf(CertificateException.class);
            assertThatThrownBy(() -> manager.checkClientTrusted(SERVER, "UNKNOWN", engine))
                    .isInstanceOf(CertificateException.class);
            assertThatThrownBy(() -> manager.checkClientTrusted(SERVER, "UNKNOWN", socket))
                    .isInstanceOf(CertificateException.class);
            assertThat(manager.getAcceptedIssuers()).isEmpty();
        }
    }

    /** What the platform answers is asked for once: a second handshake is nobody's. */
    @Test
    @Tag("T-33")
    void asksOnce() throws CertificateException {
        X509ExtendedTrustManager manager = manager();
        manager.checkServerTrusted(SERVER, "UNKNOWN");
        assertThatThrownBy(() -> manager.checkServerTrusted(SERVER, "UNKNOWN"))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("second handshake");
        assertThatThrownBy(() -> manager().checkServerTrusted(new X509Certificate[0], "UNKNOWN"))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("no certificate");
    }
}
