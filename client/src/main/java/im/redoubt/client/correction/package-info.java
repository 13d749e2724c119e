/**
 * Messages that take the place of others (XEP-0308).
 *
 * <p>Guarantee: only who sent a message can correct it, and only his last one; anybody else's attempt is counted among the
 * forgeries, and what was said stays said.
 */
@NullMarked
package im.redoubt.client.correction;

import org.jspecify.annotations.NullMarked;
