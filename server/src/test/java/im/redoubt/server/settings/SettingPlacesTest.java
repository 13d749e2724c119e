package im.redoubt.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.VerifierShape;
import im.redoubt.server.store.Quarantine;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each key sets the one part of the settings that it names: no two of the many numbers change places. */
class SettingPlacesTest {
    private static final Path BASE = Path.of("/base");

    /** @param written a value of the file that is not the default */
    record Place(String name, Object written, Function<Settings, Object> part, Object expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Place number(String name, long value, Function<Settings, Object> part) {
        return new Place(name, value, part, (int) value);
    }

    private static Place time(String name, long value, Duration expected, Function<Settings, Object> part) {
        return new Place(name, value, part, expected);
    }

    private static Place limit(String name, long value, Function<Limits, Object> part) {
        return number("limits." + name, value, settings -> part.apply(settings.limits()));
    }

    private static Place seconds(String name, long value, Function<Limits, Object> part) {
        return time("limits." + name, value, Duration.ofSeconds(value), settings -> part.apply(settings.limits()));
    }

    private static Place millis(String name, long value, Function<Limits, Object> part) {
        return time("limits." + name, value, Duration.ofMillis(value), settings -> part.apply(settings.limits()));
    }

    static List<Place> connections() {
        return List.of(
                limit("connections", 777, l -> l.connections().total()),
                limit("connections_per_address", 778, l -> l.connections().perAddress()),
                limit("unauthenticated_connections", 779, l -> l.connections().unauthenticated()),
                seconds("negotiation_seconds", 71, l -> l.connections().negotiation()),
                limit("unauthenticated_bytes", 10_001, l -> l.connections().unauthenticatedBytes()),
                limit("unauthenticated_elements", 11, l -> l.connections().unauthenticatedElements()),
                seconds("idle_seconds", 72, l -> l.connections().idle()),
                seconds("shutdown_seconds", 73, l -> l.connections().shutdown()),
                limit("restart_bytes", 10_011, l -> l.connections().restartBytes()),
                limit("unauthenticated_stanza_bytes", 10_002, l -> l.stanzas().unauthenticatedBytes()),
                limit("stanza_bytes", 10_003, l -> l.stanzas().bytes()),
                limit("stanza_depth", 12, l -> l.stanzas().depth()),
                limit("stanza_elements", 17, l -> l.stanzas().elements()),
                limit("stanza_attributes", 14, l -> l.stanzas().attributes()),
                limit("stanza_namespaces", 15, l -> l.stanzas().namespaces()),
                limit("stanza_name_bytes", 65, l -> l.stanzas().nameBytes()),
                limit("stanza_namespace_bytes", 129, l -> l.stanzas().namespaceBytes()),
                limit("bytes_per_second", 1_001, l -> l.rates().bytesPerSecond()),
                limit("burst_bytes", 10_004, l -> l.rates().burstBytes()),
                limit("stanzas_per_second", 18, l -> l.rates().stanzasPerSecond()),
                limit("burst_stanzas", 19, l -> l.rates().burstStanzas()),
                limit("outbound_queue_bytes", 999_999, l -> l.rates().outboundQueueBytes()),
                limit("inactive_held_bytes", 36, l -> l.rates().inactiveHeldBytes()),
                seconds("outbound_stall_seconds", 74, l -> l.rates().outboundStall()));
    }

    static List<Place> signIn() {
        return List.of(
                limit("sign_in_failures_per_stream", 4, l -> l.signIn().failuresPerStream()),
                seconds(
                        "sign_in_address_seconds_per_failure",
                        6,
                        l -> l.signIn().address().perFailure()),
                millis(
                        "sign_in_delay_milliseconds",
                        51,
                        l -> l.signIn().address().firstDelay()),
                seconds(
                        "sign_in_longest_delay_seconds",
                        7,
                        l -> l.signIn().address().longestDelay()),
                limit("sign_in_free_failures", 21, l -> l.signIn().address().freeFailures()),
                seconds(
                        "sign_in_longest_wait_seconds",
                        75,
                        l -> l.signIn().address().longestWait()),
                millis(
                        "sign_in_account_milliseconds_per_failure",
                        52,
                        l -> l.signIn().account().perFailure()),
                limit(
                        "sign_in_account_free_failures",
                        22,
                        l -> l.signIn().account().freeFailures()),
                limit("sign_in_known_addresses", 23, l -> l.signIn().knownAddresses()),
                number("limits.sign_in_known_clients", 78, s -> s.clients().most()));
    }

    static List<Place> accounts() {
        return List.of(
                limit("sessions_per_account", 24, l -> l.accounts().sessions().atOnce()),
                seconds("resumption_seconds", 77, l -> l.accounts().sessions().resumption()),
                limit("roster_items", 25, l -> l.accounts().rosterItems()),
                limit("roster_groups_per_item", 26, l -> l.accounts().rosterGroupsPerItem()),
                limit("roster_name_bytes", 66, l -> l.accounts().rosterNameBytes()),
                limit("subscription_requests", 27, l -> l.accounts().subscriptionRequests()),
                limit("blocked_addresses", 34, l -> l.accounts().blockedAddresses()),
                limit("admitted_addresses", 79, l -> l.accounts().admittedAddresses()),
                limit("directed_presences_per_session", 28, l -> l.accounts().directedPresences()),
                limit("offline_messages", 29, l -> l.accounts().offline().messages()),
                limit("offline_bytes", 31, l -> l.accounts().offline().bytes()),
                limit("archive_bytes", 1_048_577, l -> l.accounts().archiveBytes()),
                limit("private_data_bytes", 1_002, l -> l.accounts().payloads().privateDataBytes()),
                limit("private_data_elements", 32, l -> l.accounts().payloads().privateDataElements()),
                limit("vcard_bytes", 1_003, l -> l.accounts().payloads().vcardBytes()),
                limit("pep_nodes", 35, l -> l.accounts().events().nodes()),
                limit("pep_items_per_node", 36, l -> l.accounts().events().itemsPerNode()),
                limit("pep_item_bytes", 1_004, l -> l.accounts().events().itemBytes()),
                limit("pep_bytes", 10_006, l -> l.accounts().events().bytes()),
                limit(
                        "pep_affiliations_per_node",
                        46,
                        l -> l.accounts().events().affiliationsPerNode()),
                limit(
                        "pep_subscriptions_per_node",
                        47,
                        l -> l.accounts().events().subscriptionsPerNode()),
                limit(
                        "pep_subscriptions_per_account",
                        48,
                        l -> l.accounts().events().subscriptions()),
                limit(
                        "pep_notifications_per_second",
                        37,
                        l -> l.accounts().events().notificationsPerSecond()),
                limit("pep_burst_notifications", 38, l -> l.accounts().events().burstNotifications()),
                limit(
                        "pep_last_items_per_session",
                        39,
                        l -> l.accounts().events().lastItems()),
                limit("capabilities_cached", 45, l -> l.capabilities().cached()),
                limit("capabilities_cache_bytes", 10_007, l -> l.capabilities().cacheBytes()),
                limit("capabilities_answer_bytes", 1_014, l -> l.capabilities().answerBytes()),
                seconds("capabilities_answer_seconds", 78, l -> l.capabilities().answer()),
                number(
                        "limits.filter_body_bytes",
                        1_014,
                        s -> s.filter().bounds().textBytes()),
                new Place(
                        "limits.filter_steps", 10_006L, s -> s.filter().bounds().steps(), 10_006L),
                limitOfQuarantine("quarantine_messages", 41, room -> room.total()),
                limitOfQuarantine("quarantine_messages_per_account", 42, room -> room.perSender()),
                new Place("accounts.old_clients", true, s -> s.accounts().oldClients(), true),
                new Place("accounts.plain_within_tls", true, s -> s.accounts().plainWithinTls(), true),
                number("accounts.iterations", 10_005, s -> s.accounts().iterations()),
                new Place(
                        "accounts.scram_offered",
                        List.of("SCRAM-SHA-512"),
                        s -> s.accounts().scram().offered(),
                        List.of(ScramHash.SHA_512)),
                new Place(
                        "accounts.imported_verifiers",
                        List.of("SCRAM-SHA-1 4096 36"),
                        s -> s.accounts().scram().imported(),
                        List.of(new VerifierShape(ScramHash.SHA_1, 4_096, 36))),
                time(
                        "accounts.invitation_hours",
                        33,
                        Duration.ofHours(33),
                        s -> s.accounts().invitationValidity()),
                time(
                        "accounts.token_days",
                        35,
                        Duration.ofDays(35),
                        s -> s.clients().tokenValidity()),
                time(
                        "accounts.client_days",
                        36,
                        Duration.ofDays(36),
                        s -> s.clients().remembered()),
                new Place(
                        "tls.client_authorities",
                        "clients.pem",
                        s -> s.clients().authorities(),
                        Optional.of(Path.of("/base/clients.pem"))));
    }

    private static Place limitOfQuarantine(String name, long value, Function<Quarantine.Room, Object> part) {
        return number(
                "limits." + name, value, s -> part.apply(s.filter().quarantine().room()));
    }

    static List<Place> others() {
        return List.of(
                new Place("domain", "Example.ORG", Settings::domain, "example.org"),
                new Place("data", "kept", Settings::data, Path.of("/base/kept")),
                addresses("starttls", ListenSettings::starttls),
                addresses("tls", ListenSettings::tls),
                addresses("https", ListenSettings::https),
                new Place(
                        "listen.https_url",
                        "https://chat.example.org",
                        s -> s.listen().web().url(),
                        Optional.of(WebOrigin.parse("https://chat.example.org"))),
                new Place(
                        "listen.origins",
                        List.of("https://app.example.org"),
                        s -> s.listen().web().origins(),
                        List.of(WebOrigin.parse("https://app.example.org"))),
                addresses("metrics", ListenSettings::metrics),
                new Place(
                        "listen.trusted_proxies",
                        List.of("10.0.0.0/8"),
                        s -> s.listen().trustedProxies(),
                        List.of(AddressRange.parse("10.0.0.0/8"))),
                new Place("store.archive_days", 30L, s -> s.store().archiveAge(), Duration.ofDays(30)),
                new Place(
                        "store.quarantine_days",
                        31L,
                        s -> s.filter().quarantine().age(),
                        Duration.ofDays(31)),
                new Place(
                        "filter",
                        List.of(Map.of("name", "a", "kind", "iq", "then", "block")),
                        s -> s.filter().rules().size(),
                        1),
                new Place("store.url", "sqlite:other.db", s -> s.store().url(), new StoreUrl.Sqlite("other.db")),
                new Place(
                        "store.password_file",
                        "secret",
                        s -> s.store().passwordFile(),
                        Optional.of(Path.of("/base/secret"))),
                new Place("events.directory", "/var/events", s -> s.events().directory(), Path.of("/var/events")),
                new Place("events.max_file_bytes", 70_000L, s -> s.events().maxFileBytes(), 70_000L),
                number("events.files", 34, s -> s.events().files()),
                number("events.queued_events", 67, s -> s.events().queuedEvents()),
                number("events.per_minute", 35, s -> s.events().perMinute()),
                time(
                        "events.certificate_warning_days",
                        36,
                        Duration.ofDays(36),
                        s -> s.events().certificateWarning()),
                new Place(
                        "events.syslog.address",
                        "SIEM.example.org:6514",
                        s -> s.events().syslog().map(SyslogSettings::address),
                        Optional.of(new ReceiverAddress("siem.example.org", 6514))),
                new Place(
                        "alert",
                        List.of(Map.of("name", "a", "on", List.of("stopped"))),
                        s -> s.alerts().rules().size(),
                        1),
                contact("abuse", ContactSettings::abuse),
                contact("admin", ContactSettings::admin),
                contact("feedback", ContactSettings::feedback),
                contact("sales", ContactSettings::sales),
                contact("security", ContactSettings::security),
                contact("status", ContactSettings::status),
                contact("support", ContactSettings::support),
                new Place("log.level", "debug", Settings::logLevel, LogLevel.DEBUG));
    }

    private static Place addresses(String name, Function<ListenSettings, Object> part) {
        return new Place(
                "listen." + name,
                List.of("127.0.0.1:1", "[::1]:2"),
                settings -> part.apply(settings.listen()),
                List.of(ListenAddress.parse("127.0.0.1:1"), ListenAddress.parse("[::1]:2")));
    }

    private static Place contact(String name, Function<ContactSettings, Object> part) {
        return new Place(
                "contact." + name,
                List.of("mailto:a@example.org"),
                settings -> part.apply(settings.contact()),
                List.of(URI.create("mailto:a@example.org")));
    }

    private static Settings set(Place place) {
        SettingValues values =
                SettingValues.defaults(BASE).withRead(Keys.find(place.name()).orElseThrow(), place.written(), BASE);
        return Settings.from(values);
    }

    @ParameterizedTest
    @MethodSource({"connections", "signIn", "accounts", "others"})
    void setsThePartThatItNamesAndOnlyThat(Place place) {
        assertThat(place.part().apply(Settings.defaults(BASE))).isNotEqualTo(place.expected());
        assertThat(place.part().apply(set(place))).isEqualTo(place.expected());
        for (List<Place> others : List.of(connections(), signIn(), accounts(), others())) {
            for (Place other : others) {
                if (!other.name().equals(place.name()) && !follows(other.name(), place.name())) {
                    assertThat(other.part().apply(set(place)))
                            .as("%s after setting %s", other.name(), place.name())
                            .isEqualTo(other.part().apply(Settings.defaults(BASE)));
                }
            }
        }
    }

    /** The defaults that follow from other settings. */
    private static boolean follows(String name, String other) {
        return (other.equals("data") && name.equals("events.directory"))
                || (other.equals("domain") && (name.equals("listen.starttls") || name.equals("listen.tls")))
                || (other.equals("limits.stanza_bytes") && name.equals("limits.filter_body_bytes"))
                || (name.equals("listen.origins")
                        && List.of("domain", "listen.https", "listen.https_url").contains(other));
    }

    @Test
    void knowsEveryKey() {
        assertThat(List.of(connections(), signIn(), accounts(), others()).stream()
                        .flatMap(List::stream)
                        .map(Place::name)
                        .toList())
                .containsExactlyInAnyOrderElementsOf(Keys.ALL.stream()
                        .map(Key::name)
                        .filter(name -> !name.equals("tls.certificate") && !name.equals("tls.key"))
                        .filter(name -> !name.matches("events\\.syslog\\.(authority|certificate|key)"))
                        .toList());
    }

    @Test
    void takesTheDirectoryOfEventsFromTheDataDirectory() {
        assertThat(set(new Place("data", "/srv/kept", Settings::data, ""))
                        .events()
                        .directory())
                .isEqualTo(Path.of("/srv/kept/events"));
    }

    @Test
    void takesTheFilesForTheReceiverOfEvents() {
        SettingValues values = SettingValues.defaults(BASE)
                .withRead(SyslogSettings.ADDRESS, "[2001:db8::1]:6514", BASE)
                .withRead(SyslogSettings.AUTHORITY, "ca.pem", BASE)
                .withRead(SyslogSettings.CERTIFICATE, "cert.pem", BASE)
                .withRead(SyslogSettings.KEY, "key.pem", BASE);
        assertThat(Settings.from(values).events().syslog())
                .contains(new SyslogSettings(
                        new ReceiverAddress("2001:db8:0:0:0:0:0:1", 6514),
                        Optional.of(Path.of("/base/ca.pem")),
                        Optional.of(new TlsFiles(Path.of("/base/cert.pem"), Path.of("/base/key.pem")))));
    }

    @Test
    void takesBothFilesOfACertificate() {
        SettingValues values = SettingValues.defaults(BASE)
                .withRead(TlsFiles.CERTIFICATE, "cert.pem", BASE)
                .withRead(TlsFiles.KEY, "../key.pem", BASE);
        assertThat(Settings.from(values).tls()).contains(new TlsFiles(Path.of("/base/cert.pem"), Path.of("/key.pem")));
        assertThat(Settings.defaults(BASE).tls()).isEmpty();
    }
}
