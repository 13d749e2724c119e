/**
 * A server that misbehaves on purpose, for tests of clients: {@link im.redoubt.testkit.hostile.HostileServer} accepts and records,
 * {@link im.redoubt.testkit.hostile.HonestService} does what RFC 6120 and its extensions say, and
 * {@link im.redoubt.testkit.hostile.ServerFault} bends one thing of it. Each connection has one thread.
 */
@NullMarked
package im.redoubt.testkit.hostile;

import org.jspecify.annotations.NullMarked;
