package im.redoubt.server.net;

import im.redoubt.protocol.sasl.ChannelBindingType;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.sasl.TlsVersion;
import im.redoubt.server.tls.TlsProvider;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;

/** The channel bindings of a connection after its handshake. */
final class Bindings {
    private Bindings() {}

    /** Returns the bindings that this connection really has; the certificate is the one that was sent on it. */
    static ChannelBindings of(SSLEngine engine, TlsProvider tls) {
        ChannelBindings bindings = TlsVersion.named(engine.getSession().getProtocol())
                .map(ChannelBindings::over)
                .orElseThrow(() -> new IllegalStateException("a version of TLS that is not served"));
        Optional<byte[]> exporter = tls.exporter(engine);
        if (exporter.isPresent()) {
            bindings = bindings.with(ChannelBindingType.TLS_EXPORTER, exporter.get());
        }
        Certificate[] sent = engine.getSession().getLocalCertificates();
        if (sent != null && sent.length > 0 && sent[0] instanceof X509Certificate certificate) {
            Optional<byte[]> endPoint = ChannelBindings.serverEndPoint(certificate);
            if (endPoint.isPresent()) {
                bindings = bindings.with(ChannelBindingType.TLS_SERVER_END_POINT, endPoint.get());
            }
        }
        return bindings;
    }
}
