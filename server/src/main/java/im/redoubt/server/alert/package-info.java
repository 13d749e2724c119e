/**
 * Tells the operator of security events (SRV-11): rules count events, and what they find goes out as messages of the server
 * and to commands.
 *
 * <p>Whoever records an event never waits for any of this: events go into a bounded queue, one thread counts them
 * ({@link im.redoubt.server.alert.Alerts}), and each command has a thread and a bounded queue of its own. What rules find
 * and what does not reach the operator are events themselves, of which no rule can speak, so that nothing here goes round
 * in circles.
 */
@NullMarked
package im.redoubt.server.alert;

import org.jspecify.annotations.NullMarked;
