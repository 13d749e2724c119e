package im.redoubt.server.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressKeyTest {

    static AddressKey key(String address) {
        return AddressKey.of(InetAddress.ofLiteral(address));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "255.255.255.255, 255.255.255.255",
        "::ffff:192.0.2.1, 192.0.2.1",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
        "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, 2001:db8:ffff:ffff::/64",
        "::1, 0:0:0:0::/64"
    })
    void namesWhatCountsAsOneSource(String address, String expected) {
        assertThat(key(address)).hasToString(expected);
    }

    @Test
    @Tag("SRV-06")
    void takesNeighboursInAnIpv6NetworkForOne() {
        assertThat(key("2001:db8::1")).isEqualTo(key("2001:db8::ffff:1"));
        assertThat(key("2001:db8::1")).isNotEqualTo(key("2001:db8:0:1::1"));
        assertThat(key("192.0.2.1")).isNotEqualTo(key("192.0.2.2"));
    }

    @Test
    void doesNotTakeAnIpv6NetworkForAnIpv4Address() {
        AddressKey v4 = key("0.0.0.1");
        assertThat(v4).isNotEqualTo(key("::1"));
        assertThat(v4.compareTo(key("::"))).isNegative();
    }

    @Test
    void cutsToTheConfiguredPrefix() {
        InetAddress address = InetAddress.ofLiteral("2001:db8:1234:5678::1");
        assertThat(AddressKey.of(address, 48)).hasToString("2001:db8:1234:0::/48");
        assertThatIllegalArgumentException().isThrownBy(() -> AddressKey.of(address, 65));
        assertThatIllegalArgumentException().isThrownBy(() -> AddressKey.of(address, 15));
        assertThatIllegalArgumentException().isThrownBy(() -> new AddressKey(true, 1, 48));
        assertThatIllegalArgumentException().isThrownBy(() -> new AddressKey(false, 1L << 32, 32));
    }

    @Test
    void seesThroughAMappedAddressThatJavaKeptAsIpv6() throws UnknownHostException {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, (byte) 192, 0, 2, 1};
        InetAddress kept = java.net.Inet6Address.getByAddress(null, mapped, 1);
        assertThat(kept).isInstanceOf(java.net.Inet6Address.class);
        assertThat(AddressKey.of(kept)).isEqualTo(key("192.0.2.1"));
    }
}
