package im.redoubt.things;

import im.redoubt.things.memory.KnownDevice;

/**
 * Events that a device has no more, since more have happened than it can keep, and that were never heard.
 *
 * @param device the device
 * @param first the number of the first of them
 * @param last that of the last
 */
public record Missing(KnownDevice device, long first, long last) {}
