package im.redoubt.server.settings;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * How failed sign-ins are slowed, by address and by account. Nobody is locked out: a right password from an address seen
 * before does not wait.
 *
 * @param failuresPerStream failures after which a stream is closed (RFC 6120 section 6.4.5: 2 to 5)
 * @param address what failures cost the address they come from
 * @param account what they cost the account, counted over all addresses it was not seen at before
 * @param knownAddresses addresses that one account signed in from and that are remembered
 */
public record SignInLimits(int failuresPerStream, PerAddress address, PerAccount account, int knownAddresses) {
    /**
     * What failures cost an address.
     *
     * @param perFailure time for each guess in the long run
     * @param firstDelay how long after one failure it is told; grows with the square of the failures
     * @param longestDelay the longest time until a failure is told
     * @param freeFailures failures before new attempts wait
     * @param longestWait the longest wait of a new attempt; what would wait longer is refused
     */
    public record PerAddress(
            Duration perFailure, Duration firstDelay, Duration longestDelay, int freeFailures, Duration longestWait) {}

    /**
     * What failures cost an account.
     *
     * @param perFailure time for each guess from addresses not seen before
     * @param freeFailures failures before such attempts wait
     */
    public record PerAccount(Duration perFailure, int freeFailures) {}

    static final Key<Integer> FAILURES_PER_STREAM = Key.of(
            "limits.sign_in_failures_per_stream",
            Types.integer(2, 5),
            3,
            "Failed sign-ins after which a stream is closed. RFC 6120 wants 2 to 5.");

    static final Key<Duration> ADDRESS_FAILURE = Key.of(
            "limits.sign_in_address_seconds_per_failure",
            Types.duration(ChronoUnit.SECONDS, 1, 3_600),
            Duration.ofSeconds(30),
            "Seconds that each wrong password costs the address it comes from, in the long run.");

    static final Key<Duration> FIRST_DELAY = Key.of(
            "limits.sign_in_delay_milliseconds",
            Types.duration(ChronoUnit.MILLIS, 50, 10_000),
            Duration.ofMillis(100),
            "Milliseconds until a first failure is told; grows with the square of the failures of an address.");

    static final Key<Duration> LONGEST_DELAY = Key.of(
            "limits.sign_in_longest_delay_seconds",
            Types.duration(ChronoUnit.SECONDS, 5, 300),
            Duration.ofSeconds(10),
            "Seconds until a failure is told, at most.");

    static final Key<Integer> FREE_FAILURES = Key.of(
            "limits.sign_in_free_failures",
            Types.integer(1, 100),
            10,
            "Failures of one address after which new attempts from it wait.");

    static final Key<Duration> LONGEST_WAIT = Key.of(
            "limits.sign_in_longest_wait_seconds",
            Types.duration(ChronoUnit.SECONDS, 1, 3_600),
            Duration.ofSeconds(30),
            "Seconds that a new attempt waits at most; one that would wait longer is refused.");

    static final Key<Duration> ACCOUNT_FAILURE = Key.of(
            "limits.sign_in_account_milliseconds_per_failure",
            Types.duration(ChronoUnit.MILLIS, 10, 60_000),
            Duration.ofMillis(500),
            "Milliseconds that each wrong password costs an account, for addresses it did not sign in from before.");

    static final Key<Integer> ACCOUNT_FREE_FAILURES = Key.of(
            "limits.sign_in_account_free_failures",
            Types.integer(1, 10_000),
            30,
            "Failures of one account after which attempts from addresses not seen before wait.");

    static final Key<Integer> KNOWN_ADDRESSES = Key.of(
            "limits.sign_in_known_addresses",
            Types.integer(1, 1_000),
            16,
            "Addresses that one account signed in from and that are remembered: from there a right password does not wait.");

    static final List<Key<?>> KEYS = List.of(
            FAILURES_PER_STREAM,
            ADDRESS_FAILURE,
            FIRST_DELAY,
            LONGEST_DELAY,
            FREE_FAILURES,
            LONGEST_WAIT,
            ACCOUNT_FAILURE,
            ACCOUNT_FREE_FAILURES,
            KNOWN_ADDRESSES,
            ClientSettings.MOST);

    static SignInLimits from(SettingValues values) {
        if (values.get(LONGEST_WAIT).compareTo(values.get(ADDRESS_FAILURE)) < 0) {
            throw new SettingException(
                    LONGEST_WAIT.name(),
                    "an attempt would be refused after one failure",
                    "Make it at least " + ADDRESS_FAILURE.name() + ".");
        }
        return new SignInLimits(
                values.get(FAILURES_PER_STREAM),
                new PerAddress(
                        values.get(ADDRESS_FAILURE),
                        values.get(FIRST_DELAY),
                        values.get(LONGEST_DELAY),
                        values.get(FREE_FAILURES),
                        values.get(LONGEST_WAIT)),
                new PerAccount(values.get(ACCOUNT_FAILURE), values.get(ACCOUNT_FREE_FAILURES)),
                values.get(KNOWN_ADDRESSES));
    }
}
