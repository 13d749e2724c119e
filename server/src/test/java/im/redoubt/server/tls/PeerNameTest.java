package im.redoubt.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9525 section 6. */
@Tag("LIB-05")
@Tag("T-26")
class PeerNameTest {
    private static X509Certificate certificate(String... names) throws GeneralSecurityException {
        KeyPair pair = TestCertificate.ec("secp256r1");
        return TestCertificate.of(pair).dns(names).signedBy(pair);
    }

    @ParameterizedTest
    @CsvSource({
        "siem.example.org,siem.example.org,true",
        "SIEM.Example.ORG,siem.example.org,true",
        "*.example.org,siem.example.org,true",
        "*.example.org,a.siem.example.org,false",
        "*.example.org,example.org,false",
        "*,localhost,false",
        "*.org,example.org,true",
        "s*.example.org,siem.example.org,false",
        "*m.example.org,siem.example.org,false",
        "siem.*.org,siem.example.org,false",
        "example.org,siem.example.org,false",
        "192.0.2.1,192.0.2.1,false"
    })
    void aNameIsTheWholeNameOrOneWithItsFirstLabelLeftOpen(String certified, String host, boolean matches)
            throws GeneralSecurityException {
        PeerName.Host kind = Character.isDigit(host.charAt(0)) ? PeerName.Host.ADDRESS : PeerName.Host.NAME;
        assertThat(PeerName.matches(certificate(certified), host, kind)).isEqualTo(matches);
    }

    @Test
    void oneOfSeveralNamesSufficesAndNoneNever() throws GeneralSecurityException {
        assertThat(PeerName.matches(certificate("a.example", "b.example"), "b.example", PeerName.Host.NAME))
                .isTrue();
        KeyPair pair = TestCertificate.ec("secp256r1");
        for (TestCertificate made : List.of(
                TestCertificate.of(pair).named("CN=b.example"),
                TestCertificate.of(pair).mail("b.example"))) {
            assertThat(PeerName.matches(made.signedBy(pair), "b.example", PeerName.Host.NAME))
                    .isFalse();
        }
    }
}
