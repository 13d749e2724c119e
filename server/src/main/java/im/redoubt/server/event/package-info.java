/**
 * Security events: who did what, when and from where; never content, never credentials.
 *
 * <p>An event is a value of a closed set of types whose fields are addresses, enumerations and numbers, so that no text
 * from the network can get into the log except addresses, which are escaped. {@link im.redoubt.server.event.EventLog}
 * writes them as JSON lines in the Elastic Common Schema, on a thread of its own: whoever records an event never waits.
 * {@link im.redoubt.server.event.EventLogVerifier} checks the chain of what was written.
 */
@NullMarked
package im.redoubt.server.event;

import org.jspecify.annotations.NullMarked;
