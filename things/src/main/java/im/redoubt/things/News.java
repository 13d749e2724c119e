package im.redoubt.things;

import im.redoubt.things.event.Happened;
import im.redoubt.things.memory.KnownDevice;

/**
 * Something that happened at a device, as it says, signed by its key.
 *
 * @param <E> the type of the event
 * @param device the device
 * @param happened what happened, when, and the how-manieth it is there
 */
public record News<E>(KnownDevice device, Happened<E> happened) {
    /** Returns what happened. */
    public E event() {
        return happened.event();
    }
}
