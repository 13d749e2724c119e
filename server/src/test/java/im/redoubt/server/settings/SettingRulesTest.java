package im.redoubt.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a setting refuses beyond its type, and what it tells the operator to write instead. */
class SettingRulesTest {
    private static final Path BASE = Path.of("/base");
    private final SettingValues values = SettingValues.defaults(BASE);

    private static SettingException refusal(Key<?> key, Object value) {
        return catchThrowableOfType(SettingException.class, () -> key.read(value, BASE));
    }

    private static SettingException refusal(SettingValues values) {
        return catchThrowableOfType(SettingException.class, () -> Settings.from(values));
    }

    @Test
    void anOutboundQueueHoldsOneStanza() {
        SettingValues tight = values.with(StanzaLimits.BYTES, 70_000).with(RateLimits.OUTBOUND_QUEUE_BYTES, 70_000);
        assertThat(Settings.from(tight).limits().rates().outboundQueueBytes()).isEqualTo(70_000);
        assertThat(refusal(tight.with(StanzaLimits.BYTES, 70_001)))
                .hasMessage("limits.outbound_queue_bytes: 70000 is less than one stanza may have. Make it at least"
                        + " limits.stanza_bytes, 70001.");
    }

    @Test
    void oneFailureDoesNotShutAnAddressOut() {
        SettingValues tight =
                values.withRead(SignInLimits.ADDRESS_FAILURE, 40L, BASE).withRead(SignInLimits.LONGEST_WAIT, 40L, BASE);
        assertThat(Settings.from(tight).limits().signIn().address().longestWait())
                .hasSeconds(40);
        SettingException refused = refusal(tight.withRead(SignInLimits.LONGEST_WAIT, 39L, BASE));
        assertThat(refused.key()).isEqualTo("limits.sign_in_longest_wait_seconds");
        assertThat(refused.mend()).isEqualTo("Make it at least limits.sign_in_address_seconds_per_failure.");
    }

    @ParameterizedTest
    @CsvSource({"tls.certificate, tls.key", "tls.key, tls.certificate"})
    void aCertificateAndItsKeyComeTogether(String set, String missing) {
        SettingValues half = values.withRead(Keys.find(set).orElseThrow(), "file.pem", BASE);
        assertThat(refusal(half)).hasMessage("%s: is of no use without %s. Set both, or neither.", set, missing);
        assertThat(Settings.from(half.withRead(Keys.find(missing).orElseThrow(), "other.pem", BASE))
                        .tls())
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "user@example.org, 'Expected a domain like \"example.org\": an address of an account, not of a domain.'",
        "'a b', 'Expected a domain like \"example.org\"'",
        "'', 'Expected a domain like \"example.org\"'",
        "example.org/home, 'Expected a domain like \"example.org\"'"
    })
    void aDomainIsADomain(String text, String mend) {
        SettingException refused = refusal(Settings.DOMAIN, text);
        assertThat(refused.problem()).isEqualTo("\"" + text + "\" cannot be used");
        assertThat(refused.mend()).startsWith(mend).endsWith(".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:9090", "[::]:9090", "192.0.2.1:9090", "[2001:db8::1]:9090", "128.0.0.1:9090"})
    @Tag("SRV-03")
    void metricsAreForThisMachineOnly(String address) {
        assertThat(refusal(ListenSettings.METRICS, List.of("127.0.0.1:1", address)))
                .hasMessageStartingWith("listen.metrics: \"" + address + "\" cannot be used. ")
                .hasMessageEndingWith("write \"127.0.0.1:9090\" or \"[::1]:9090\".");
    }

    @Test
    void metricsTakeAnyAddressOfThisMachine() {
        assertThat(ListenSettings.METRICS.read(List.of("127.0.0.2:1", "[::1]:65535"), BASE))
                .hasSize(2);
        assertThat(ListenSettings.METRICS.read(List.of(), BASE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, ''",
        "10.0.0.0/7, That trusts too much of the Internet: name the balancers' own network.",
        "0.0.0.0/0, That trusts too much of the Internet: name the balancers' own network.",
        "2001::/16, ''",
        "2001::/15, That trusts too much of the Internet: name the balancers' own network.",
        "::/0, That trusts too much of the Internet: name the balancers' own network.",
        "192.0.2.1, ''",
        "2001:db8::1, ''",
        "10.0.0.1/8, 'It has bits beyond its prefix, so one of the two is mistyped: write \"10.0.0.0/8\".'",
        "192.0.2.129/25, 'It has bits beyond its prefix, so one of the two is mistyped: write \"192.0.2.128/25\".'",
        "192.0.2.128/25, ''",
        "2001:db8::1/32, 'It has bits beyond its prefix, so one of the two is mistyped: write"
                + " \"2001:db8:0:0:0:0:0:0/32\".'"
    })
    @Tag("A-55")
    void trustsBalancersAndNotTheInternet(String range, String mend) {
        SettingException refused = refusal(ListenSettings.TRUSTED_PROXIES, List.of(range));
        assertThat(refused == null ? "" : refused.mend()).isEqualTo(mend);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"help@example.org", "//example.org", "example.org/help", "", "?help", "mailto:a b@example.org"})
    void aContactIsAUri(String text) {
        assertThat(refusal(ContactSettings.ABUSE, List.of("xmpp:help@example.org", text))
                        .key())
                .isEqualTo("contact.abuse");
    }

    @Test
    void namesTheSchemesOfAContact() {
        assertThat(refusal(ContactSettings.SECURITY, List.of("help@example.org")))
                .hasMessage(
                        "contact.security: \"help@example.org\" cannot be used. A contact is a URI: put \"mailto:\","
                                + " \"xmpp:\" or \"https:\" before it.");
    }

    @Test
    @Tag("SRV-03")
    void anOwnDomainIsServedEverywhereAndLocalhostHereOnly() {
        assertThat(Settings.from(values).listen().starttls())
                .allMatch(address -> address.address().isLoopbackAddress());
        SettingValues own = values.withRead(Settings.DOMAIN, "example.org", BASE)
                .withRead(ListenSettings.TLS, List.of("192.0.2.1:443"), BASE);
        assertThat(Settings.from(own).listen().tls()).containsExactly(ListenAddress.parse("192.0.2.1:443"));
        assertThat(Settings.from(own).listen().metrics())
                .allMatch(address -> address.address().isLoopbackAddress());
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:0, 127.0.0.1:0",
        "127.0.0.1:65535, 127.0.0.1:65535",
        "[::1]:5222, [::1]:5222",
        "[::]:1, [::]:1",
        "[2001:db8::1]:00443, [2001:db8:0:0:0:0:0:1]:443"
    })
    void readsBackTheAddressesThatItWrites(String text, String written) {
        ListenAddress address = ListenAddress.parse(text);
        assertThat(address).hasToString(written);
        assertThat(ListenAddress.parse(written)).isEqualTo(address);
        assertThat(address.socketAddress().isUnresolved()).isFalse();
        assertThat(address.socketAddress().getPort()).isEqualTo(address.port());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:-1",
                "127.0.0.1:+1",
                "127.0.0.1:065536",
                "[127.0.0.1:1",
                "::1]:1",
                "[]:1",
                "127.1.1.256:1",
                " 127.0.0.1:1",
                "5222"
            })
    void refusesAddressesThatAreNone(String text) {
        assertThatThrownBy(() -> ListenAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesAKeyByTableAndName() {
        assertThat(StanzaLimits.BYTES.table()).isEqualTo("limits");
        assertThat(StanzaLimits.BYTES.shortName()).isEqualTo("stanza_bytes");
        assertThat(StanzaLimits.BYTES).hasToString("limits.stanza_bytes");
        assertThat(Settings.DOMAIN.table()).isEmpty();
        assertThat(Settings.DOMAIN.shortName()).isEqualTo("domain");
        assertThat(Keys.find("limits.stanza_byte")).isEmpty();
        assertThat(Keys.find("stanza_bytes")).isEmpty();
        assertThat(Keys.ALL).extracting(Key::name).doesNotHaveDuplicates();
    }

    @Test
    void leavesTheValuesOfBeforeAsTheyWere() {
        SettingValues changed = values.with(StanzaLimits.BYTES, 50_000);
        assertThat(values.get(StanzaLimits.BYTES)).isEqualTo(262_144);
        assertThat(changed.get(StanzaLimits.BYTES)).isEqualTo(50_000);
        assertThat(changed.with(StanzaLimits.BYTES, 60_000).get(StanzaLimits.BYTES))
                .isEqualTo(60_000);
        assertThat(changed.base()).isEqualTo(BASE);
        assertThat(changed.withRead(StanzaLimits.DEPTH, 9L, BASE).base()).isEqualTo(BASE);
    }
}
