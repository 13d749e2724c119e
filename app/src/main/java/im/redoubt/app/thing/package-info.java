/** The parts of an alarm system as programs: the panel, a keypad, a portal, and a demonstration of them and of attacks that fail. */
@NullMarked
package im.redoubt.app.thing;

import org.jspecify.annotations.NullMarked;
