/**
 * Copies of what the account's other devices send and receive (XEP-0280).
 *
 * <p>Guarantee: a copy is believed only from the own account (section 11), and nothing that lies within one can pretend to be more
 * than a message between the account and somebody.
 */
@NullMarked
package im.redoubt.client.carbons;

import org.jspecify.annotations.NullMarked;
