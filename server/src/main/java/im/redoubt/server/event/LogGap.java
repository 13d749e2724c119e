package im.redoubt.server.event;

import java.util.Optional;

/** Events that were not there any more when somebody wanted to send them on. */
public final class LogGap {
    private LogGap() {}

    /**
     * Says so as an event.
     *
     * @param count how many they were
     * @return the event
     */
    public static SecurityEvent notForwarded(long count) {
        return new SecurityEvent.LogChanged(LogChange.EVENTS_NOT_FORWARDED, Optional.empty(), count);
    }
}
