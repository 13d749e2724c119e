/** The PIN of a device: proved on the device itself, few times, and never kept or said. */
@NullMarked
package im.redoubt.things.pin;

import org.jspecify.annotations.NullMarked;
