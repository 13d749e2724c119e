/**
 * Limits: what one peer, one address or one account may take, from the first byte on.
 *
 * <p>Nothing here sleeps, blocks or drops. A limit answers with a time to wait or with a typed refusal, and the caller
 * stops reading, delays its answer, or closes. Time comes from a nanosecond source given to the constructors. Every
 * table is of fixed or provably bounded size, and filling it never frees an attacker of a penalty: penalties are kept
 * in {@link im.redoubt.server.guard.DebtSketch}, which has no entries to evict.
 *
 * <p>All types may be called from any thread.
 */
@NullMarked
package im.redoubt.server.guard;

import org.jspecify.annotations.NullMarked;
