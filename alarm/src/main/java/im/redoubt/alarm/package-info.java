/**
 * An alarm system made of the device kit: what a vendor would write. {@link im.redoubt.alarm.Alarm} is all that goes over the network,
 * {@link im.redoubt.alarm.Panel} what the device does.
 */
@NullMarked
package im.redoubt.alarm;

import org.jspecify.annotations.NullMarked;
