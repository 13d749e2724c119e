package im.redoubt.server.settings;

import static im.redoubt.server.settings.Limits.number;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * How failed sign-ins are slowed, by address and by account. Nobody is locked out: a right password from an address seen
 * before does not wait.
 *
 * @param failuresPerStream failures after which a stream is closed (RFC 6120 section 6.4.5: 2 to 5)
 * @param freeFailures failures of an address or account that cost nothing
 * @param firstDelay wait for the next one; each further failure doubles it
 * @param longestDelay where doubling stops
 * @param memory time after which failures are forgotten
 * @param tracked addresses and accounts that are remembered at once
 * @param knownAddresses addresses that one account signed in from and that are remembered
 */
public record SignInLimits(
        int failuresPerStream,
        int freeFailures,
        Duration firstDelay,
        Duration longestDelay,
        Duration memory,
        int tracked,
        int knownAddresses) {

    static final Key<Integer> FAILURES_PER_STREAM = Key.of(
            "limits.sign_in_failures_per_stream",
            Types.integer(2, 5),
            3,
            "Failed sign-ins after which a stream is closed. RFC 6120 wants 2 to 5.");

    static final Key<Integer> FREE_FAILURES = Key.of(
            "limits.sign_in_free_failures",
            Types.integer(1, 10),
            3,
            "Failed sign-ins of an address or account that cost nothing: people mistype.");

    static final Key<Duration> FIRST_DELAY = Key.of(
            "limits.sign_in_delay_milliseconds",
            Types.duration(ChronoUnit.MILLIS, 100, 10_000),
            Duration.ofMillis(250),
            "Milliseconds that the next failed sign-in waits; each further one waits twice as long.");

    static final Key<Duration> LONGEST_DELAY = Key.of(
            "limits.sign_in_longest_delay_seconds",
            Types.duration(ChronoUnit.SECONDS, 5, 300),
            Duration.ofSeconds(20),
            "Seconds that a sign-in waits at most.");

    static final Key<Duration> MEMORY = Key.of(
            "limits.sign_in_memory_seconds",
            Types.duration(ChronoUnit.SECONDS, 60, 604_800),
            Duration.ofHours(1),
            "Seconds after which failed sign-ins are forgotten.");

    static final Key<Integer> TRACKED = number(
            "sign_in_tracked_addresses",
            1_000,
            50_000,
            "Addresses, and as many accounts, whose failed sign-ins are remembered at once.");

    static final Key<Integer> KNOWN_ADDRESSES = Key.of(
            "limits.sign_in_known_addresses",
            Types.integer(1, 1_000),
            16,
            "Addresses that one account signed in from and that are remembered: from there a right password does not wait.");

    static final List<Key<?>> KEYS =
            List.of(FAILURES_PER_STREAM, FREE_FAILURES, FIRST_DELAY, LONGEST_DELAY, MEMORY, TRACKED, KNOWN_ADDRESSES);

    static SignInLimits from(SettingValues values) {
        return new SignInLimits(
                values.get(FAILURES_PER_STREAM),
                values.get(FREE_FAILURES),
                values.get(FIRST_DELAY),
                values.get(LONGEST_DELAY),
                values.get(MEMORY),
                values.get(TRACKED),
                values.get(KNOWN_ADDRESSES));
    }
}
