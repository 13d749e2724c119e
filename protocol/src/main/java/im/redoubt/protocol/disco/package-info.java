/**
 * What entities say that they can do, and the hashes that stand for it (XEP-0030, XEP-0115, XEP-0390), for both roles: who announces,
 * and who verifies. Values, and a cache that belongs to one caller at a time.
 */
@NullMarked
package im.redoubt.protocol.disco;

import org.jspecify.annotations.NullMarked;
