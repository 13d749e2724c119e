/** Hashes that nobody outside can predict. */
@NullMarked
package im.redoubt.protocol.hash;

import org.jspecify.annotations.NullMarked;
