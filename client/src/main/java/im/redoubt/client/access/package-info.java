/**
 * Who can get at the account, and how that is taken away (XEP-0494).
 *
 * <p>Guarantee: the list is the own server's answer to this session's question; what the clients in it say of themselves is
 * unverified text. Handlers run in the session's order.
 */
@NullMarked
package im.redoubt.client.access;

import org.jspecify.annotations.NullMarked;
