/**
 * Whether the other one is typing (XEP-0085).
 *
 * <p>Guarantee: strangers learn nothing (section 8: it shows presence), and nobody is sent states whose client does not use them.
 */
@NullMarked
package im.redoubt.client.state;

import org.jspecify.annotations.NullMarked;
