package im.redoubt.server.settings;

import static im.redoubt.server.settings.LimitKeys.number;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What is kept of clients' capabilities (XEP-0115, XEP-0390).
 *
 * @param cached hashes that it is known of what they stand for
 * @param cacheBytes bytes of that in all
 * @param answerBytes bytes of one client's answer
 * @param answer how long a client may take to answer
 */
public record CapabilityLimits(int cached, int cacheBytes, int answerBytes, Duration answer) {
    static final Key<Integer> CACHED =
            number("capabilities_cached", 1, 1_000, "Kinds of clients of which it is remembered what they support.");

    static final Key<Integer> CACHE_BYTES =
            number("capabilities_cache_bytes", 10_000, 8 << 20, "Bytes of what is remembered of them in all.");

    static final Key<Integer> ANSWER_BYTES = number(
            "capabilities_answer_bytes",
            1_000,
            32_768,
            "Bytes of a client's answer to the question what it supports; of a larger one nothing is taken.");

    static final Key<Duration> ANSWER = Key.of(
            "limits.capabilities_answer_seconds",
            Types.duration(ChronoUnit.SECONDS, 1, 600),
            Duration.ofSeconds(20),
            "Seconds for which a client's answer to the question what it supports is waited for.");

    static final List<Key<?>> KEYS = List.of(CACHED, CACHE_BYTES, ANSWER_BYTES, ANSWER);

    static CapabilityLimits from(SettingValues values) {
        return new CapabilityLimits(
                values.get(CACHED), values.get(CACHE_BYTES), values.get(ANSWER_BYTES), values.get(ANSWER));
    }
}
