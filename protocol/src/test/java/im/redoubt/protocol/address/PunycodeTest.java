package im.redoubt.protocol.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PunycodeTest {
    @ParameterizedTest
    @CsvSource({
        "b\u00fccher, bcher-kva",
        "\u00fc, tda",
        "fu\u00dfball, fuball-cta",
        "\u03c3, 4xa",
        "\u4ed6\u4eec\u4e3a\u4ec0\u4e48\u4e0d\u8bf4\u4e2d\u6587, ihqwcrb4cv8a8dqg056pqjye",
        "\u03b4\u03bf\u03ba\u03b9\u03bc\u03ae, jxalpdlp",
        "3\u5e74b\u7d44\u91d1\u516b\u5148\u751f, 3b-ww4c5e180e575a65lsy2b",
    })
    void encodesAndDecodes(String label, String encoded) {
        assertThat(Punycode.encode(label.codePoints().toArray())).isEqualTo(encoded);
        assertThat(Punycode.decode(encoded)).containsExactly(label.codePoints().toArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"99999999", "a-9999999999999999999999", "bcher-kv", "tda_", "\u00fc", "zzzzzzzzzzzzzzzzzzzzz"})
    void decodesNothingFromMalformedText(String encoded) {
        assertThat(Punycode.decode(encoded)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "example.org, example.org",
        "B\u00fccher.Example, xn--bcher-kva.example",
        "xn--bcher-kva.example., xn--bcher-kva.example",
        "a.\u4e2d\u6587, a.xn--fiq228c",
        "localhost, localhost",
        "192.0.2.1, 192.0.2.1",
        "[2001:DB8::1], [2001:db8::1]",
    })
    void aDomainIsWrittenAsDnsHasIt(String domain, String ascii) {
        BareJid address = BareJid.of("a", domain);
        assertThat(address.asciiDomain()).isEqualTo(ascii);
        assertThat(BareJid.of("a", ascii)).isEqualTo(address);
    }

    @Test
    void decodesWhatItEncodes() {
        for (String sample : Samples.random(3492, 5_000)) {
            int[] label =
                    sample.codePoints().map(c -> c >= 'A' && c <= 'Z' ? 'a' : c).toArray();
            assertThat(Punycode.decode(Punycode.encode(label)))
                    .as(Samples.shown(sample))
                    .containsExactly(label);
        }
    }
}
