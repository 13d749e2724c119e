/** The parts of an alarm system as real processes. */
@NullMarked
package im.redoubt.app.thing;

import org.jspecify.annotations.NullMarked;
