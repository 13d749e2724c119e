package im.redoubt.client.tls;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.trust.Draft;
import im.redoubt.client.trust.Issued;
import im.redoubt.client.trust.Trust;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ChannelBindingType;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whose TLS is used. The tests have Conscrypt among their classes: those that run on Java 17 run through it. */
@Tag("LIB-07")
class ChosenProviderTest {
    private static final boolean JAVA_EXPORTS = Runtime.version().feature() >= 25;

    @Test
    void isConscryptWhereJavaHasNoExporter() {
        assertThat(TlsProvider.best()).hasToString(JAVA_EXPORTS ? "TlsProvider[platform]" : "TlsProvider[Conscrypt]");
        assertThat(TlsProvider.platform())
                .hasToString(JAVA_EXPORTS ? "TlsProvider[platform]" : "TlsProvider[platform, without exporter]");
    }

    /** RFC 5929 section 4: without an exporter the certificate is left to bind to, and nothing is made up. */
    @Test
    void withoutAnExporterThereIsTheCertificate() throws Exception {
        Issued root = Draft.authority("root").selfSigned();
        Issued own = Draft.server("example.org").signedBy(root);
        TlsHandshake handshake = new TlsHandshake(TlsProvider.platform(), Clock.systemUTC(), new SecureRandom());
        try (LoopbackServer server =
                        LoopbackServer.tls(LoopbackServer.context(new TrustManager[0], own), LoopbackServer::received);
                SecureChannel channel = handshake.secure(
                        server.connect(),
                        TlsRequest.direct(BareJid.of("example.org"), Trust.pkix(List.of(root.certificate()))))) {
            assertThat(channel.bindings().data(ChannelBindingType.TLS_SERVER_END_POINT))
                    .isPresent();
            assertThat(channel.bindings().data(ChannelBindingType.TLS_EXPORTER).isPresent())
                    .isEqualTo(JAVA_EXPORTS);
        }
    }
}
