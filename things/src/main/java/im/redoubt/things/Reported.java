package im.redoubt.things;

import im.redoubt.things.event.Report;
import im.redoubt.things.memory.KnownDevice;

/**
 * How a device stands, as it says, signed by its key.
 *
 * @param <R> the type of the reading
 * @param device the device
 * @param report how it stands, and when
 */
public record Reported<R>(KnownDevice device, Report<R> report) {
    /** Returns how it stands. */
    public R reading() {
        return report.reading();
    }
}
