/** What devices and controllers keep over restarts: one file each, replaced as a whole, so that what was told is what is kept. */
@NullMarked
package im.redoubt.things.memory;

import org.jspecify.annotations.NullMarked;
