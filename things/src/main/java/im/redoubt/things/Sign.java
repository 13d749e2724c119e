package im.redoubt.things;

import im.redoubt.protocol.address.BareJid;

/**
 * Whether there are signs of a device.
 *
 * @param device the device
 * @param there whether there are; if not, that is a trouble: nobody knows what happens there
 */
public record Sign(BareJid device, boolean there) {}
