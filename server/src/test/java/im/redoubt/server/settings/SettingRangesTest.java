package im.redoubt.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The range and the unit of each number among the settings, both ends included. */
@Tag("SRV-06")
class SettingRangesTest {
    private static final Path BASE = Path.of("/base");
    private static final long NO_MOST = Integer.MAX_VALUE;

    record Range(String name, long least, long most) {
        Key<?> key() {
            return Keys.find(name).orElseThrow();
        }

        SettingException refusal(long value) {
            return catchThrowableOfType(SettingException.class, () -> key().read(value, BASE));
        }
    }

    private static Range range(String name, long least, long most) {
        return new Range(name, least, most);
    }

    static List<Range> ranges() {
        return List.of(
                range("accounts.iterations", 10_000, 100_000),
                range("accounts.invitation_hours", 1, 2_160),
                range("accounts.token_days", 1, 366),
                range("accounts.client_days", 0, 3_660),
                range("limits.connections", 1, NO_MOST),
                range("limits.connections_per_address", 1, NO_MOST),
                range("limits.unauthenticated_connections", 1, NO_MOST),
                range("limits.negotiation_seconds", 1, 600),
                range("limits.unauthenticated_bytes", 10_000, NO_MOST),
                range("limits.unauthenticated_elements", 8, NO_MOST),
                range("limits.idle_seconds", 60, 86_400),
                range("limits.shutdown_seconds", 0, 600),
                range("limits.restart_bytes", 0, NO_MOST),
                // RFC 6120 section 13.12: not less than 10,000 bytes for a stanza.
                range("limits.unauthenticated_stanza_bytes", 10_000, NO_MOST),
                range("limits.stanza_bytes", 10_000, NO_MOST),
                range("limits.stanza_depth", 8, NO_MOST),
                range("limits.stanza_elements", 16, NO_MOST),
                range("limits.stanza_attributes", 8, NO_MOST),
                range("limits.stanza_namespaces", 8, NO_MOST),
                range("limits.stanza_name_bytes", 64, NO_MOST),
                range("limits.stanza_namespace_bytes", 128, NO_MOST),
                range("limits.bytes_per_second", 1_000, NO_MOST),
                range("limits.burst_bytes", 10_000, NO_MOST),
                range("limits.stanzas_per_second", 1, NO_MOST),
                range("limits.burst_stanzas", 10, NO_MOST),
                range("limits.outbound_queue_bytes", 65_536, NO_MOST),
                range("limits.inactive_held_bytes", 0, NO_MOST),
                range("limits.outbound_stall_seconds", 5, 3_600),
                // RFC 6120 section 6.4.5: "at least 2 and no more than 5 retries".
                range("limits.sign_in_failures_per_stream", 2, 5),
                range("limits.sign_in_address_seconds_per_failure", 1, 3_600),
                range("limits.sign_in_delay_milliseconds", 50, 10_000),
                range("limits.sign_in_longest_delay_seconds", 5, 300),
                range("limits.sign_in_free_failures", 1, 100),
                range("limits.sign_in_longest_wait_seconds", 1, 3_600),
                range("limits.sign_in_account_milliseconds_per_failure", 10, 60_000),
                range("limits.sign_in_account_free_failures", 1, 10_000),
                range("limits.sign_in_known_addresses", 1, 1_000),
                range("limits.sign_in_known_clients", 1, 1_000),
                range("limits.sessions_per_account", 1, NO_MOST),
                range("limits.resumption_seconds", 0, 86_400),
                range("limits.roster_items", 10, NO_MOST),
                range("limits.roster_groups_per_item", 1, NO_MOST),
                range("limits.roster_name_bytes", 64, NO_MOST),
                range("limits.subscription_requests", 1, NO_MOST),
                range("limits.blocked_addresses", 1, NO_MOST),
                range("limits.admitted_addresses", 1, NO_MOST),
                range("limits.directed_presences_per_session", 1, NO_MOST),
                range("limits.offline_messages", 0, NO_MOST),
                range("limits.offline_bytes", 0, NO_MOST),
                range("limits.archive_bytes", 1_048_576, NO_MOST),
                range("limits.private_data_bytes", 1_000, NO_MOST),
                range("limits.private_data_elements", 1, NO_MOST),
                range("limits.vcard_bytes", 1_000, NO_MOST),
                range("limits.pep_nodes", 1, NO_MOST),
                range("limits.pep_items_per_node", 1, NO_MOST),
                range("limits.pep_item_bytes", 1_000, NO_MOST),
                range("limits.pep_bytes", 10_000, NO_MOST),
                range("limits.pep_affiliations_per_node", 1, NO_MOST),
                range("limits.pep_subscriptions_per_node", 1, NO_MOST),
                range("limits.pep_subscriptions_per_account", 1, NO_MOST),
                range("limits.pep_notifications_per_second", 1, NO_MOST),
                range("limits.pep_burst_notifications", 1, NO_MOST),
                range("limits.pep_last_items_per_session", 0, NO_MOST),
                range("limits.capabilities_cached", 1, NO_MOST),
                range("limits.capabilities_cache_bytes", 10_000, NO_MOST),
                range("limits.capabilities_answer_bytes", 1_000, NO_MOST),
                range("limits.capabilities_answer_seconds", 1, 600),
                range("events.max_file_bytes", 65_536, 1_073_741_824),
                range("store.archive_days", 1, 36_500),
                range("store.quarantine_days", 1, 36_500),
                range("limits.filter_body_bytes", 1_000, NO_MOST),
                range("limits.filter_steps", 10_000, NO_MOST),
                range("limits.quarantine_messages", 1, NO_MOST),
                range("limits.quarantine_messages_per_account", 1, NO_MOST),
                range("events.files", 2, 1_000),
                range("events.queued_events", 64, 1_000_000),
                range("events.per_minute", 1, 100_000),
                range("events.certificate_warning_days", 1, 365));
    }

    @ParameterizedTest
    @MethodSource("ranges")
    void takesBothEndsInTheUnitOfItsName(Range range) {
        for (long end : new long[] {range.least(), range.most()}) {
            assertThat(amount(range.name(), range.key().read(end, BASE))).isEqualTo(end);
        }
    }

    @ParameterizedTest
    @MethodSource("ranges")
    void refusesWhatLiesBeyondAndSaysTheEnd(Range range) {
        assertThat(range.refusal(range.least() - 1))
                .hasMessage("%s: %d is out of range. The least is %d.", range.name(), range.least() - 1, range.least());
        assertThat(range.refusal(range.most() + 1))
                .hasMessage("%s: %d is out of range. The most is %d.", range.name(), range.most() + 1, range.most());
        assertThat(range.refusal(Long.MIN_VALUE)).hasMessageEndingWith("The least is " + range.least() + ".");
        // What would be in range again if only the lower 32 bits were looked at.
        assertThat(range.refusal((1L << 32) + range.least())).hasMessageEndingWith("The most is " + range.most() + ".");
        assertThat(range.refusal(Long.MAX_VALUE)).hasMessageEndingWith("The most is " + range.most() + ".");
    }

    @ParameterizedTest
    @MethodSource("ranges")
    void refusesWhatIsNoWholeNumberAndSaysWhatIsExpected(Range range) {
        for (Object other : List.of("60", 1.5, true, List.of(60L))) {
            SettingException refused = catchThrowableOfType(
                    SettingException.class, () -> range.key().read(other, BASE));
            assertThat(refused.key()).isEqualTo(range.name());
            assertThat(refused.mend())
                    .matches("Expected a whole number (of [a-z]+ )?from " + range.least() + " to " + range.most()
                            + "\\.");
        }
    }

    @ParameterizedTest
    @MethodSource("ranges")
    void writesWhatItReads(Range range) {
        assertThat(written(range.key(), range.least())).isEqualTo(Long.toString(range.least()));
        assertThat(written(range.key(), range.most())).isEqualTo(Long.toString(range.most()));
    }

    private static <T> String written(Key<T> key, long value) {
        return key.type().write(key.read(value, BASE));
    }

    @Test
    void namesTheUnitOfEveryDuration() {
        for (Key<?> key : Keys.ALL) {
            if (key.standard(SettingValues.defaults(BASE)) instanceof Duration) {
                assertThat(key.type().expects())
                        .as(key.name())
                        .startsWith("a whole number of "
                                + unit(key.name()).toString().toLowerCase(Locale.ROOT) + " from ");
            }
        }
    }

    /** A number that is added to the settings gets a row above. */
    @Test
    void knowsEveryNumberThatThereIs() {
        assertThat(Keys.ALL.stream()
                        .filter(key -> key.type().expects().startsWith("a whole number"))
                        .map(Key::name))
                .containsExactlyInAnyOrderElementsOf(
                        ranges().stream().map(Range::name).toList());
    }

    private static long amount(String name, Object read) {
        return read instanceof Duration duration
                ? duration.dividedBy(unit(name).getDuration())
                : ((Number) read).longValue();
    }

    private static ChronoUnit unit(String name) {
        List<String> words = Arrays.asList(name.substring(name.indexOf('.') + 1).split("_", -1));
        if (words.contains("milliseconds")) {
            return ChronoUnit.MILLIS;
        }
        if (words.contains("days")) {
            return ChronoUnit.DAYS;
        }
        return words.contains("hours") ? ChronoUnit.HOURS : ChronoUnit.SECONDS;
    }
}
