package im.redoubt.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiverAddressTest {
    @ParameterizedTest
    @CsvSource({
        "siem.example.org:6514,siem.example.org,6514,false",
        "SIEM.Example.ORG:1,siem.example.org,1,false",
        "bücher.example:6514,xn--bcher-kva.example,6514,false",
        "192.0.2.1:65535,192.0.2.1,65535,true",
        "[2001:db8::1]:6514,2001:db8:0:0:0:0:0:1,6514,true"
    })
    void reads(String text, String host, int port, boolean literal) {
        ReceiverAddress address = ReceiverAddress.parse(text);
        assertThat(address).isEqualTo(new ReceiverAddress(host, port));
        assertThat(address.isLiteral()).isEqualTo(literal);
        assertThat(ReceiverAddress.parse(address.toString())).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "siem.example.org",
                ":6514",
                "siem.example.org:",
                "siem.example.org:0",
                "siem.example.org:65536",
                "siem.example.org:6514:1",
                "*.example.org:6514",
                "a b:6514",
                "-a.example:6514",
                "user@siem.example.org:6514",
                "https://siem.example.org:6514",
                "[siem.example.org]:6514",
                "1.2.3:6514",
                "2001:db8::1:6514x"
            })
    @Tag("SRV-04")
    void refuses(String text) {
        assertThatThrownBy(() -> ReceiverAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Tag("SRV-04")
    void filesForAReceiverThatIsNotThereAreAMistake() {
        Path base = Path.of("/base");
        SettingValues values = SettingValues.defaults(base).withRead(SyslogSettings.AUTHORITY, "ca.pem", base);
        assertThat(catchThrowableOfType(SettingException.class, () -> Settings.from(values)))
                .hasMessageContaining("events.syslog.authority: is of no use without events.syslog.address");
        SettingValues half = SettingValues.defaults(base)
                .withRead(SyslogSettings.ADDRESS, "a.example:1", base)
                .withRead(SyslogSettings.KEY, "k.pem", base);
        assertThat(catchThrowableOfType(SettingException.class, () -> Settings.from(half)))
                .hasMessageContaining("events.syslog.key: is of no use without events.syslog.certificate");
    }
}
