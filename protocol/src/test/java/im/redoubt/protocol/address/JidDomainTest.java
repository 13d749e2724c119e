package im.redoubt.protocol.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R-74")
class JidDomainTest {
    @ParameterizedTest
    @CsvSource({
        "example.org, example.org",
        "EXAMPLE.org., example.org",
        "localhost, localhost",
        "a-b.c--d.e, a-b.c--d.e",
        "4chan.example, 4chan.example",
        "b\u00FCcher.example, b\u00FCcher.example",
        "B\u00DCCHER.example, b\u00FCcher.example",
        "bu\u0308cher.example, b\u00FCcher.example",
        "xn--bcher-kva.example, b\u00FCcher.example",
        "XN--BCHER-KVA.example, b\u00FCcher.example",
        "fu\u00DFball.example, fu\u00DFball.example",
        "xn--fuball-cta.example, fu\u00DFball.example",
        "\u03B2\u03CC\u03BB\u03BF\u03C2.example, \u03B2\u03CC\u03BB\u03BF\u03C2.example",
        "\uFF45\uFF58.example, ex.example",
        "ex\uFF0Eexample, ex.example",
        "\u05D0\u05D1.\u05D2, \u05D0\u05D1.\u05D2",
        "\u4F8B\u3048\u30FB.example, \u4F8B\u3048\u30FB.example",
        "\u13A0\u13A1.example, \u13A0\u13A1.example",
        "l\u00B7l.example, l\u00B7l.example",
        "127.0.0.1, 127.0.0.1",
        "255.255.255.255., 255.255.255.255",
        "[::1], [::1]",
        "[::], [::]",
        "[2001:DB8::8:800:200C:417A], [2001:db8::8:800:200c:417a]",
        "[1:2:3:4:5:6:7:8], [1:2:3:4:5:6:7:8]",
        "[::ffff:192.0.2.1], [::ffff:192.0.2.1]",
        "[1::8], [1::8]",
    })
    void prepares(String domain, String prepared) {
        assertThat(Jid.parse("a@" + domain).orElseThrow().domain()).isEqualTo(prepared);
        assertThat(Jid.of(prepared).domain()).isEqualTo(prepared);
        assertThat(BareJid.of("a", domain)).isEqualTo(BareJid.of("a", prepared));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                "..",
                "a..",
                "a..b",
                ".a",
                "-a.b",
                "a-.b",
                "ab--c.d",
                "a_b.c",
                "a b.c",
                "a%b",
                "a\\b",
                "*.a",
                "xn--.a",
                "xn--a.b",
                "xn--bcher-kva-.a",
                "xn---tda.a",
                "xn--99999999.a",
                "xn--Bcher-KV\u00C1.a",
                "xn--zca\u00DF.a",
                "\u2163.a",
                "\u212A.a",
                "\uFB01.a",
                "\u00E4\u3002b",
                "a\uFF61b",
                "\u0301a.b",
                "\u0640.a",
                "\u200B.a",
                "a\u200Db.c",
                "\u00B7.a",
                "\u265A.a",
                "\uD83E\uDD70.a",
                "\u05D0.a1\u05D1",
                "\u05D0a.b",
                "1\u05D0.b",
                "1.\u05D0",
                "a.\u0660",
                "\u00E4x--b.\u00FC",
                "a\u00E4--b.c",
                "\uAB70.a",
                "\u0378.a",
                "999.1.1.1",
                "1.2.3",
                "1",
                "010.0.0.1",
                "1.2.3.4.5",
                "256.0.0.1",
                "0x7f.1",
                "127.0.0.0x1",
                "1.2.3.\uFF14\uFF10\uFF10",
                "[]",
                "[",
                "]",
                "[::1",
                "::1",
                "[1.2.3.4]",
                "[fe80::1%eth0]",
                "[v1.a]",
                "[::1]x",
                "[1:2:3:4:5:6:7]",
                "[1:2:3:4:5:6:7:8:9]",
                "[1:2:3:4::5:6:7:8]",
                "[::1:2:3:4:5:6:7:8]",
                "[1:2:3:4:5:6:7:8::]",
                "[1::2::3]",
                "[1::2::3]",
                "[:::]",
                "[12345::]",
                "[::g]",
                "[::1.2.3.400]",
                "[1.2.3.4::]",
                "[:1]",
                "[::\uFF11]"
            })
    void refuses(String domain) {
        assertThat(Jid.parse("a@" + domain)).isEmpty();
        assertThat(Jid.parse(domain + "/x")).isEmpty();
    }

    @Test
    void boundsLabelsInTheirAsciiForm() {
        assertThat(Jid.parse("a".repeat(63) + ".b")).isPresent();
        assertThat(Jid.parse("a".repeat(64) + ".b")).isEmpty();
        String longest = "\u00FC" + "a".repeat(55);
        assertThat(Punycode.encode(longest.codePoints().toArray())).hasSize(59);
        assertThat(Jid.parse(longest + ".b")).isPresent();
        assertThat(Jid.parse(longest + "a.b")).isEmpty();
    }
}
