/**
 * Whom an account keeps away (XEP-0191), by a list of those that it blocks and one of those that it hears ({@link
 * im.redoubt.server.admission}). {@link im.redoubt.server.blocking.Blocklists} is the one place that is asked, by
 * whatever takes a stanza from one address to another; it answers on any thread and never blocks.
 *
 * <p>Guarantees: nothing of a blocked address reaches the account, on line or not; to a blocked address the account answers
 * as one that is off line, and so as one that does not exist, also where section 3.3 would have an error for a message
 * that this server takes from anybody without a word. One's own account and one's own server are never kept away,
 * whatever the list says, so that nobody locks himself out.
 */
@NullMarked
package im.redoubt.server.blocking;

import org.jspecify.annotations.NullMarked;
