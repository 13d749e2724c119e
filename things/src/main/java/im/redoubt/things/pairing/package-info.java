/** How a device and a controller get to know each other: a code that the device shows, and numbers that people compare. */
@NullMarked
package im.redoubt.things.pairing;

import org.jspecify.annotations.NullMarked;
