package im.redoubt.client.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pins in the notation of Java Pinning. */
@Tag("T-31")
class PinsTest {
    private static final String HASH = "83f9171e06a313118889f7d79302bd1b7a2042ee0cfd029abf8dd06ffa6cd9d3";
    private static final String OTHER = "CERTSHA256:" + HASH;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SHA256:83f9171e06a313118889f7d79302bd1b7a2042ee0cfd029abf8dd06ffa6cd9d3",
                "SHA256:83F9171E06A313118889F7D79302BD1B7A2042EE0CFD029ABF8DD06FFA6CD9D3",
                "sha256:83f9171e06a313118889f7d79302bd1b7a2042ee0cfd029abf8dd06ffa6cd9d3",
                "SHA256:83:F9:17:1E:06:A3:13:11:88:89:F7:D7:93:02:BD:1B:7A:20:42:EE:0C:FD:02:9A:BF:8D:D0:6F:FA:6C:D9:D3"
            })
    void areReadHoweverTheirDigitsAreWritten(String text) {
        assertThat(Pin.of(text)).isEqualTo(new Pin(Pin.Kind.KEY, HASH)).hasToString("SHA256:" + HASH);
        assertThat(Pin.of(OTHER).kind()).isEqualTo(Pin.Kind.CERTIFICATE);
        assertThat(Pin.of(OTHER)).hasToString(OTHER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "SHA256",
                "SHA256:",
                "SHA1:83f9171e06a313118889f7d79302bd1b7a2042ee",
                "PLAIN:3082",
                "CERTPLAIN:3082",
                "83f9171e06a313118889f7d79302bd1b7a2042ee0cfd029abf8dd06ffa6cd9d3",
                "SHA256:83f9171e06a313118889f7d79302bd1b7a2042ee0cfd029abf8dd06ffa6cd9d",
                "SHA256:83f9171e06a313118889f7d79302bd1b7a2042ee0cfd029abf8dd06ffa6cd9d3a",
                "SHA256:83f9171e06a313118889f7d79302bd1b7a2042ee0cfd029abf8dd06ffa6cd9dg",
                "SHA256:83f9171e06a313118889f7d79302bd1b7a2042ee0cfd029abf8dd06ffa6cd9d\uFF13"
            })
    void otherTextIsNoPin(String text) {
        assertThatThrownBy(() -> Pin.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pin");
    }

    /** Computed by hand from the encodings, as RFC 7469 section 2.4 says for keys. */
    @Test
    void areHashesOfTheKeyAndOfTheCertificate() throws Exception {
        Issued server = Draft.server("example.org").selfSigned();
        Issued renewed = Draft.server("example.org").key(server.key()).selfSigned();
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        String key = java.util.HexFormat.of()
                .formatHex(sha256.digest(server.key().getPublic().getEncoded()));
        String whole = java.util.HexFormat.of()
                .formatHex(sha256.digest(server.certificate().getEncoded()));
        assertThat(Pin.ofKey(server.certificate())).hasToString("SHA256:" + key);
        assertThat(Pin.ofCertificate(server.certificate())).hasToString("CERTSHA256:" + whole);
        assertThat(Pin.of("SHA256:" + key).fits(renewed.certificate())).isTrue();
        assertThat(Pin.of("CERTSHA256:" + whole).fits(renewed.certificate())).isFalse();
        assertThat(Pin.of("SHA256:" + whole).fits(server.certificate())).isFalse();
        assertThat(Pin.of("CERTSHA256:" + key).fits(server.certificate())).isFalse();
    }

    /** RFC 7469 section 4.3: without a backup pin a lost key is a lost server. */
    @Test
    void oneIsNotEnough() {
        String pin = "SHA256:" + HASH;
        assertThatThrownBy(() -> Pins.builder().build()).hasMessageContaining("backup pin");
        assertThatThrownBy(() -> Pins.builder().pin(pin).build()).hasMessageContaining("backup pin");
        assertThatThrownBy(() -> Pins.builder()
                        .pin(pin)
                        .pin(pin.toUpperCase(Locale.ROOT))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("backup pin");
        assertThat(Pins.builder().pin(pin).pin(OTHER).build().all()).hasSize(2);
    }

    @Test
    void theyAreCounted() {
        Pins.Builder builder = Pins.builder();
        for (int i = 0; i <= Pins.MOST; i++) {
            builder.pin(new Pin(
                    Pin.Kind.KEY, Digests.hex("SHA-256", String.valueOf(i).getBytes(StandardCharsets.UTF_8))));
        }
        assertThatThrownBy(builder::build).hasMessageContaining("32");
    }

    @Test
    void mayEnd() {
        Instant end = Instant.parse("2027-01-01T00:00:00Z");
        Pins pins = Pins.builder().pin("SHA256:" + HASH).pin(OTHER).until(end).build();
        assertThat(pins.ended(end.minusMillis(1))).isFalse();
        assertThat(pins.ended(end)).isTrue();
        assertThat(pins.until()).contains(end);
        assertThat(pins).hasToString("[SHA256:" + HASH + ", " + OTHER + "] until 2027-01-01T00:00:00Z");
    }
}
