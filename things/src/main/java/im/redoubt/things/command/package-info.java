/**
 * Commands: what a controller signs, and how a device decides whether to act. A device acts only for whom it was paired with, in the role
 * that he has, on what was said to this device now; everything else is refused, with a reason.
 */
@NullMarked
package im.redoubt.things.command;

import org.jspecify.annotations.NullMarked;
