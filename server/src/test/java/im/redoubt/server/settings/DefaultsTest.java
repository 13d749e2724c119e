package im.redoubt.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DefaultsTest {
    private static final String DEFAULTS = """
            domain = "localhost"
            data = "/base/data"
            alert = []
            filter = []
            listen.starttls = ["127.0.0.1:5222", "[::1]:5222"]
            listen.tls = ["127.0.0.1:5223", "[::1]:5223"]
            listen.https = []
            listen.https_url = ""
            listen.origins = ["https://localhost"]
            listen.metrics = ["127.0.0.1:9090"]
            listen.trusted_proxies = []
            tls.certificate = ""
            tls.key = ""
            tls.client_authorities = ""
            store.url = "sqlite:redoubt.db"
            store.password_file = ""
            store.archive_days = 365
            store.quarantine_days = 30
            accounts.old_clients = false
            accounts.plain_within_tls = false
            accounts.iterations = 10000
            accounts.invitation_hours = 168
            accounts.scram_offered = ["SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-512"]
            accounts.imported_verifiers = []
            accounts.token_days = 30
            accounts.client_days = 90
            limits.connections = 10000
            limits.connections_per_address = 100
            limits.unauthenticated_connections = 1000
            limits.negotiation_seconds = 30
            limits.unauthenticated_bytes = 32768
            limits.unauthenticated_elements = 50
            limits.idle_seconds = 1800
            limits.shutdown_seconds = 5
            limits.restart_bytes = 67108864
            limits.unauthenticated_stanza_bytes = 10000
            limits.stanza_bytes = 262144
            limits.stanza_depth = 64
            limits.stanza_elements = 4096
            limits.stanza_attributes = 64
            limits.stanza_namespaces = 64
            limits.stanza_name_bytes = 256
            limits.stanza_namespace_bytes = 1024
            limits.bytes_per_second = 131072
            limits.burst_bytes = 1048576
            limits.stanzas_per_second = 100
            limits.burst_stanzas = 1000
            limits.outbound_queue_bytes = 2097152
            limits.inactive_held_bytes = 131072
            limits.outbound_stall_seconds = 60
            limits.sign_in_failures_per_stream = 3
            limits.sign_in_address_seconds_per_failure = 30
            limits.sign_in_delay_milliseconds = 100
            limits.sign_in_longest_delay_seconds = 10
            limits.sign_in_free_failures = 10
            limits.sign_in_longest_wait_seconds = 30
            limits.sign_in_account_milliseconds_per_failure = 500
            limits.sign_in_account_free_failures = 30
            limits.sign_in_known_addresses = 16
            limits.sign_in_known_clients = 50
            limits.sessions_per_account = 20
            limits.resumption_seconds = 300
            limits.roster_items = 1000
            limits.roster_groups_per_item = 32
            limits.roster_name_bytes = 1023
            limits.subscription_requests = 200
            limits.blocked_addresses = 1000
            limits.admitted_addresses = 1000
            limits.directed_presences_per_session = 500
            limits.offline_messages = 1000
            limits.offline_bytes = 16777216
            limits.archive_bytes = 536870912
            limits.private_data_bytes = 262144
            limits.private_data_elements = 100
            limits.vcard_bytes = 131072
            limits.pep_nodes = 100
            limits.pep_items_per_node = 1000
            limits.pep_item_bytes = 131072
            limits.pep_bytes = 4194304
            limits.pep_affiliations_per_node = 1000
            limits.pep_subscriptions_per_node = 1000
            limits.pep_subscriptions_per_account = 500
            limits.pep_notifications_per_second = 200
            limits.pep_burst_notifications = 5000
            limits.pep_last_items_per_session = 500
            limits.capabilities_cached = 1000
            limits.capabilities_cache_bytes = 8388608
            limits.capabilities_answer_bytes = 32768
            limits.capabilities_answer_seconds = 20
            limits.filter_body_bytes = 262144
            limits.filter_steps = 5000000
            limits.quarantine_messages = 1000
            limits.quarantine_messages_per_account = 100
            events.directory = "/base/data/events"
            events.max_file_bytes = 16777216
            events.files = 10
            events.queued_events = 4096
            events.per_minute = 60
            events.certificate_warning_days = 14
            events.syslog.address = ""
            events.syslog.authority = ""
            events.syslog.certificate = ""
            events.syslog.key = ""
            contact.abuse = []
            contact.admin = []
            contact.feedback = []
            contact.sales = []
            contact.security = []
            contact.status = []
            contact.support = []
            log.level = "info"
            """;

    private final SettingValues values = SettingValues.defaults(Path.of("/base"));

    @Test
    void recordsEveryDefault() {
        String written = Keys.ALL.stream()
                .map(key -> key.name() + " = " + written(key))
                .collect(Collectors.joining("\n", "", "\n"));
        assertThat(written).isEqualTo(DEFAULTS);
    }

    @Test
    void listensEverywhereForADomainOfItsOwn() {
        SettingValues own = values.with(Settings.DOMAIN, "example.org");
        assertThat(Settings.from(own).listen().starttls()).containsExactly(ListenAddress.parse("[::]:5222"));
        assertThat(Settings.from(own).listen().tls()).containsExactly(ListenAddress.parse("[::]:5223"));
    }

    @Test
    void readsBackWhatItWrites() {
        for (Key<?> key : Keys.ALL) {
            assertThat(key.meaning()).as(key.name()).endsWith(".");
        }
        assertThat(Settings.from(values)).isEqualTo(Settings.defaults(Path.of("/base")));
    }

    @Test
    @Tag("SRV-02")
    void hasNoKeyThatWeakensAuthenticationOrTransport() {
        // The one exception, for clients that know nothing better: within TLS only, and off (docs/decisions/0008).
        assertThat(AccountSettings.PLAIN_WITHIN_TLS.standard(values)).isFalse();
        assertThat(Keys.ALL.stream()
                        .filter(key -> key != AccountSettings.PLAIN_WITHIN_TLS)
                        .map(Key::name))
                .noneMatch(name -> name.matches(".*(plain|anonymous|insecure|verify|cipher|protocol|allow).*"));
        assertThat(AccountSettings.ITERATIONS.standard(values)).isGreaterThanOrEqualTo(10_000);
    }

    private <T> String written(Key<T> key) {
        return key.type().write(values.get(key));
    }
}
