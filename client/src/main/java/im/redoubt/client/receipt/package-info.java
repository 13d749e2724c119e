/**
 * That a client has a message (XEP-0184).
 *
 * <p>Guarantee: who is no contact learns nothing from it (section 9), and nobody but the account that a message was sent to can
 * say that it arrived.
 */
@NullMarked
package im.redoubt.client.receipt;

import org.jspecify.annotations.NullMarked;
