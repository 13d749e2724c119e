/**
 * Administration: what the operator can do with accounts, sessions and invitations, and the Unix socket it comes over.
 *
 * <p>One interface, {@link Administration}, for the command line and for service administration in band (XEP-0133).
 * All of it blocks and belongs on virtual threads, never on a network thread. The socket is reachable by the owner of
 * the data directory only: whoever can open it could as well open the store.
 */
@NullMarked
package im.redoubt.server.admin;

import org.jspecify.annotations.NullMarked;
