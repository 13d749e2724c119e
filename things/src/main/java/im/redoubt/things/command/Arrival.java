package im.redoubt.things.command;

import im.redoubt.protocol.address.BareJid;
import java.time.Instant;
import java.util.Optional;

/**
 * How a command came.
 *
 * @param sender whom the server says that it is from, without his session
 * @param way by which way
 * @param nanos the time of the device's own clock, in nanoseconds, which nobody can set
 * @param time the time of day; nothing while the device does not know it
 */
public record Arrival(BareJid sender, Way way, long nanos, Optional<Instant> time) {}
