/** The device kit: commands that are signed, expire, cannot be replayed and fail closed. */
@NullMarked
package im.redoubt.things;

import org.jspecify.annotations.NullMarked;
