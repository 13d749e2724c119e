/**
 * Another program for a device (ETSI EN 303 645 section 5.3): signed by its maker, newer than any that was well, whole, and in a place of its
 * own until it has shown that it works. Wherever the power goes there is a program that starts: the old one or the new one.
 *
 * <p>How it comes to the device is not looked at: what is signed is the bytes. When it is taken, the owner says by a command.
 */
@NullMarked
package im.redoubt.things.update;

import org.jspecify.annotations.NullMarked;
