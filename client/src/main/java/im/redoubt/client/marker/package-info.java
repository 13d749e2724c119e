/**
 * Up to which message somebody has read (XEP-0333).
 *
 * <p>Guarantee: who is no contact learns nothing, nobody can mark what was not sent to him, and marks only move forward.
 */
@NullMarked
package im.redoubt.client.marker;

import org.jspecify.annotations.NullMarked;
