package im.redoubt.client.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.CertificateParsingException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names of a certificate, as they are read from its extension. */
class SubjectNamesTest {
    @Test
    void areReadByKind() throws Exception {
        Issued server = Draft.server("a.example", "*.b.example")
                .address("192.0.2.1")
                .srv("_xmpp-client.c.example")
                .xmpp("d\u00E9.example")
                .selfSigned();
        SubjectNames names = SubjectNames.of(server.certificate());
        assertThat(names.dns()).containsExactly("a.example", "*.b.example");
        assertThat(names.srv()).containsExactly("_xmpp-client.c.example");
        assertThat(names.xmpp()).containsExactly("d\u00E9.example");
        assertThat(names.shown())
                .containsExactly(
                        "DNS:a.example", "DNS:*.b.example", "SRV:_xmpp-client.c.example", "XMPP:d\\u{e9}.example");
        assertThat(SubjectNames.of(Draft.server().selfSigned().certificate()).shown())
                .isEmpty();
    }

    /** Nobody is held up by names: so many are looked at, and a certificate with more is refused. */
    @Test
    @Tag("T-26")
    void areCounted() throws Exception {
        String[] most = IntStream.range(0, SubjectNames.MOST)
                .mapToObj(i -> i + ".example")
                .toArray(String[]::new);
        Issued many = Draft.server(most).selfSigned();
        assertThat(SubjectNames.of(many.certificate()).dns()).hasSize(SubjectNames.MOST);
        assertThat(SeenCertificate.of(many.certificate()).names()).hasSize(21).contains("and 980 more");
        String[] more = Arrays.copyOf(most, most.length + 1);
        more[most.length] = "example.org";
        Issued tooMany = Draft.server(more).selfSigned();
        assertThatThrownBy(() -> SubjectNames.of(tooMany.certificate()))
                .isInstanceOf(CertificateParsingException.class);
        Pins pins = Pins.builder()
                .pin(Pin.ofKey(tooMany.certificate()))
                .pin(Pin.ofKey(many.certificate()))
                .build();
        assertThat(Looks.at(Trust.pinsOnly(pins), "example.org", tooMany)
                        .asRefused()
                        .orElseThrow()
                        .reasons())
                .containsExactly(Reason.UNREADABLE);
    }

    /** Lengths that lie, forms that DER does not have, and values that are cut. */
    @ParameterizedTest
    @ValueSource(
            strings = {"", "30", "3005", "300500", "3080", "308400000001", "30830000", "3081FF00", "3083FFFFFF", "04"})
    void anEncodingThatIsCutIsRefused(String hex) {
        byte[] bytes = java.util.HexFormat.of().parseHex(hex);
        assertThatThrownBy(() -> Der.of(bytes).enter(Der.SEQUENCE).enter(Der.OID))
                .isInstanceOf(CertificateParsingException.class);
    }

    @Test
    void lengthsOfSeveralBytesAreRead() throws Exception {
        byte[] bytes = new byte[4 + 300];
        bytes[0] = 0x30;
        bytes[1] = (byte) 0x82;
        bytes[2] = 0x01;
        bytes[3] = 0x2C;
        Der der = Der.of(bytes);
        assertThat(der.enter(Der.SEQUENCE).rest()).hasSize(300);
        assertThat(der.more()).isFalse();
        assertThatThrownBy(der::tag).isInstanceOf(CertificateParsingException.class);
    }

    @Test
    void whatIsShownIsOneLineOfAscii() {
        assertThat(CleanText.of("a\n\u202Eb\u001B[2J")).isEqualTo("a\\u{a}\\u{202e}b\\u{1b}[2J");
        assertThat(CleanText.of("x".repeat(500))).hasSize(203).endsWith("...");
    }
}
