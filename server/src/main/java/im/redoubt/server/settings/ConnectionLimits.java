package im.redoubt.server.settings;

import static im.redoubt.server.settings.LimitKeys.number;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Connections, and what they may do before they are authenticated.
 *
 * @param total connections at once
 * @param perAddress connections at once from one IPv4 address or one IPv6 network of 64 bits
 * @param unauthenticated connections at once that have not signed in yet
 * @param negotiation time from the connection to the bound session, whatever is sent meanwhile
 * @param unauthenticatedBytes bytes that a connection may send, after decryption, before it is authenticated
 * @param unauthenticatedElements top-level elements that it may send before it is authenticated
 * @param idle silence after which a session is asked whether it is still there, and as long again after which it ends
 * @param shutdown time for streams to close when the server stops
 * @param restartBytes bytes of all sessions that wait for their clients over a restart
 */
public record ConnectionLimits(
        int total,
        int perAddress,
        int unauthenticated,
        Duration negotiation,
        int unauthenticatedBytes,
        int unauthenticatedElements,
        Duration idle,
        Duration shutdown,
        int restartBytes) {

    static final Key<Integer> TOTAL = number("connections", 1, 10_000, "Connections at once.");

    static final Key<Integer> PER_ADDRESS = number(
            "connections_per_address",
            1,
            100,
            "Connections at once from one IPv4 address or one IPv6 network of 64 bits. People behind one router share"
                    + " it.");

    static final Key<Integer> UNAUTHENTICATED =
            number("unauthenticated_connections", 1, 1_000, "Connections at once that have not signed in yet, of all.");

    static final Key<Duration> NEGOTIATION = Key.of(
            "limits.negotiation_seconds",
            Types.duration(ChronoUnit.SECONDS, 1, 600),
            Duration.ofSeconds(30),
            "Seconds from connecting to being signed in. Nothing that a client sends makes them longer.");

    static final Key<Integer> UNAUTHENTICATED_BYTES = number(
            "unauthenticated_bytes",
            10_000,
            32_768,
            "Bytes that a client may send in all before it is signed in, counted after decryption.");

    static final Key<Integer> UNAUTHENTICATED_ELEMENTS = number(
            "unauthenticated_elements",
            8,
            50,
            "Top-level XML elements that a client may send in all before it is signed in.");

    static final Key<Duration> IDLE = Key.of(
            "limits.idle_seconds",
            Types.duration(ChronoUnit.SECONDS, 60, 86_400),
            Duration.ofMinutes(30),
            "Seconds of silence after which a session is asked whether it is still there (XEP-0478 tells clients).");

    static final Key<Duration> SHUTDOWN = Key.of(
            "limits.shutdown_seconds",
            Types.duration(ChronoUnit.SECONDS, 0, 600),
            Duration.ofSeconds(5),
            "Seconds for streams to close when the server stops.");

    static final Key<Integer> RESTART_BYTES = number(
            "restart_bytes",
            0,
            64 << 20,
            "Bytes of all sessions that wait for their clients when the server is stopped and started again; what is more than"
                    + " that ends when it stops, and its messages are kept.");

    static final List<Key<?>> KEYS = List.of(
            TOTAL,
            PER_ADDRESS,
            UNAUTHENTICATED,
            NEGOTIATION,
            UNAUTHENTICATED_BYTES,
            UNAUTHENTICATED_ELEMENTS,
            IDLE,
            SHUTDOWN,
            RESTART_BYTES);

    static ConnectionLimits from(SettingValues values) {
        return new ConnectionLimits(
                values.get(TOTAL),
                values.get(PER_ADDRESS),
                values.get(UNAUTHENTICATED),
                values.get(NEGOTIATION),
                values.get(UNAUTHENTICATED_BYTES),
                values.get(UNAUTHENTICATED_ELEMENTS),
                values.get(IDLE),
                values.get(SHUTDOWN),
                values.get(RESTART_BYTES));
    }
}
