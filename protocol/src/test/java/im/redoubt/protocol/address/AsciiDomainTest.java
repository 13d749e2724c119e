package im.redoubt.protocol.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AsciiDomainTest {
    @Test
    void uLabelsBecomeTheALabelsThatTheyCameFrom() {
        assertThat(AsciiDomain.of("bücher.example")).isEqualTo("xn--bcher-kva.example");
        assertThat(AsciiDomain.of("例え.テスト")).isEqualTo("xn--r8jz45g.xn--zckzah");
        assertThat(AsciiDomain.of(BareJid.of("xn--bcher-kva.example").domain())).isEqualTo("xn--bcher-kva.example");
    }

    @Test
    void whatIsAsciiStaysAsItIs() {
        assertThat(AsciiDomain.of("chat.example.org")).isEqualTo("chat.example.org");
        assertThat(AsciiDomain.of("localhost")).isEqualTo("localhost");
        assertThat(AsciiDomain.of("192.0.2.1")).isEqualTo("192.0.2.1");
        assertThat(AsciiDomain.of("[2001:db8::1]")).isEqualTo("[2001:db8::1]");
    }
}
