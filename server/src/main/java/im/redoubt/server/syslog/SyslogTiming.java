package im.redoubt.server.syslog;

import java.time.Duration;

/**
 * The times of the sender.
 *
 * @param firstWait how long it waits before it connects again, for the first time; then twice as long each time
 * @param longestWait how long at most
 * @param opening how long connecting and the handshake may take together
 * @param stall how long a receiver may take nothing while something waits, before the connection is given up
 * @param settled how long a connection must last for what was sent on it to count as arrived; RFC 5425 has no receipts
 */
record SyslogTiming(Duration firstWait, Duration longestWait, Duration opening, Duration stall, Duration settled) {
    static final SyslogTiming DEFAULT = new SyslogTiming(
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            Duration.ofSeconds(20),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10));
}
