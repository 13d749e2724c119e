/** Payloads that several features share, each with its codec. */
@NullMarked
package im.redoubt.protocol.payload;

import org.jspecify.annotations.NullMarked;
