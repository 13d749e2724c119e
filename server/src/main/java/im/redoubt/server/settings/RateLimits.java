package im.redoubt.server.settings;

import static im.redoubt.server.settings.LimitKeys.number;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * How fast a session may send, and how much may wait for it. Who sends faster is read more slowly; nothing is dropped.
 *
 * @param bytesPerSecond bytes that a session may send for each second
 * @param burstBytes bytes that it may send at once after a pause
 * @param stanzasPerSecond stanzas that it may send for each second
 * @param burstStanzas stanzas that it may send at once after a pause
 * @param outboundQueueBytes bytes that may wait for a session that reads slowly
 * @param inactiveHeldBytes bytes that may wait for a session that nobody looks at
 * @param outboundStall time after which a session that reads nothing of what waits is ended
 */
public record RateLimits(
        int bytesPerSecond,
        int burstBytes,
        int stanzasPerSecond,
        int burstStanzas,
        int outboundQueueBytes,
        int inactiveHeldBytes,
        Duration outboundStall) {

    static final Key<Integer> BYTES_PER_SECOND = number(
            "bytes_per_second", 1_000, 131_072, "Bytes that a session may send for each second; more is read later.");

    static final Key<Integer> BURST_BYTES =
            number("burst_bytes", 10_000, 1_048_576, "Bytes that a session may send at once after a pause.");

    static final Key<Integer> STANZAS_PER_SECOND = number(
            "stanzas_per_second", 1, 100, "Stanzas that a session may send for each second; more are read later.");

    static final Key<Integer> BURST_STANZAS =
            number("burst_stanzas", 10, 1_000, "Stanzas that a session may send at once after a pause.");

    static final Key<Integer> OUTBOUND_QUEUE_BYTES = number(
            "outbound_queue_bytes",
            65_536,
            2_097_152,
            "Bytes that may wait for a session that reads slowly. When they are full, the session is ended.");

    static final Key<Integer> INACTIVE_HELD_BYTES = number(
            "inactive_held_bytes",
            0,
            131_072,
            "Bytes of presence, chat states and events that wait for a session whose client says that nobody looks at it"
                    + " (XEP-0352). When they are full, they are sent; 0 lets nothing wait.");

    static final Key<Duration> OUTBOUND_STALL = Key.of(
            "limits.outbound_stall_seconds",
            Types.duration(ChronoUnit.SECONDS, 5, 3_600),
            Duration.ofSeconds(60),
            "Seconds after which a session that reads nothing of what waits for it is ended.");

    static final List<Key<?>> KEYS = List.of(
            BYTES_PER_SECOND,
            BURST_BYTES,
            STANZAS_PER_SECOND,
            BURST_STANZAS,
            OUTBOUND_QUEUE_BYTES,
            INACTIVE_HELD_BYTES,
            OUTBOUND_STALL);

    static RateLimits from(SettingValues values) {
        if (values.get(OUTBOUND_QUEUE_BYTES) < values.get(StanzaLimits.BYTES)) {
            throw new SettingException(
                    OUTBOUND_QUEUE_BYTES.name(),
                    values.get(OUTBOUND_QUEUE_BYTES) + " is less than one stanza may have",
                    "Make it at least limits.stanza_bytes, " + values.get(StanzaLimits.BYTES) + ".");
        }
        return new RateLimits(
                values.get(BYTES_PER_SECOND),
                values.get(BURST_BYTES),
                values.get(STANZAS_PER_SECOND),
                values.get(BURST_STANZAS),
                values.get(OUTBOUND_QUEUE_BYTES),
                values.get(INACTIVE_HELD_BYTES),
                values.get(OUTBOUND_STALL));
    }
}
