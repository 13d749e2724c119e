package im.redoubt.server.event;

import java.time.Instant;

/** Told of every event when it is recorded, also of those that are not written because there are too many. */
@FunctionalInterface
public interface EventFollower {
    /**
     * An event was recorded. Called from the thread that recorded it: must not block and must not throw.
     *
     * @param time when
     * @param event what happened
     */
    void happened(Instant time, SecurityEvent event);
}
