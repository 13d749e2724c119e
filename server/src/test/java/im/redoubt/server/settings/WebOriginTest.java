package im.redoubt.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Origins are written as browsers write them, whatever the operator writes. */
class WebOriginTest {
    private final SettingValues values = SettingValues.defaults(Path.of("/base"));

    @ParameterizedTest
    @CsvSource({
        "https://example.org, https://example.org",
        "HTTPS://Example.ORG, https://example.org",
        "https://example.org:443, https://example.org",
        "https://example.org:8443, https://example.org:8443",
        "https://b\u00fccher.example, https://xn--bcher-kva.example",
        "https://[2001:db8::1]:8443, https://[2001:db8::1]:8443",
        "http://localhost:80, http://localhost",
        "http://127.0.0.1:3000, http://127.0.0.1:3000",
        "capacitor://localhost, capacitor://localhost"
    })
    void isWrittenInOneWay(String text, String origin) {
        assertThat(WebOrigin.parse(text)).hasToString(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "null",
                "example.org",
                "https://",
                "https://*",
                "https://*.example.org/",
                "https://example.org/",
                "https://example.org/chat",
                "https://example.org:0",
                "https://example.org:65536",
                "https://example.org:",
                "https://user@example.org",
                "https://example.org?x",
                "https://a b",
                "http://example.org",
                "http://localhost.example.org"
            })
    @Tag("W-135")
    void isRefused(String text) {
        assertThatThrownBy(() -> WebOrigin.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    /** What host-meta tells is reached over TLS only (XEP-0156 section 2.2). */
    @Test
    void whatIsServedIsServedOverTls() {
        assertThatThrownBy(() -> WebOrigin.https("http://localhost")).hasMessageContaining("https");
    }

    @Test
    void theDomainsOwnPagesAreAdmittedAndThoseOfWhereWeListen() {
        WebSettings web = WebSettings.from(values.with(Settings.DOMAIN, "b\u00fccher.example")
                .with(ListenSettings.HTTPS, List.of(ListenAddress.parse("[::]:5443"), ListenAddress.parse("[::]:443")))
                .with(WebSettings.URL, Optional.of(WebOrigin.https("https://chat.example.org"))));
        assertThat(web.origins())
                .extracting(WebOrigin::toString)
                .containsExactly(
                        "https://xn--bcher-kva.example",
                        "https://xn--bcher-kva.example:5443",
                        "https://chat.example.org");
        assertThat(web.socket(5443)).isEqualTo("wss://chat.example.org/xmpp-websocket");
    }

    @Test
    void withoutAnAddressOfItsOwnTheSocketIsAtTheDomain() {
        WebSettings web = WebSettings.from(values);
        assertThat(web.socket(443)).isEqualTo("wss://localhost/xmpp-websocket");
        assertThat(web.socket(5443)).isEqualTo("wss://localhost:5443/xmpp-websocket");
    }
}
