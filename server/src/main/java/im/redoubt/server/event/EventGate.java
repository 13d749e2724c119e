package im.redoubt.server.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets only so many events of each kind through in a minute and counts the rest, so that nobody can fill the disk with
 * one kind, or hide another kind behind it.
 */
final class EventGate {

    private static final long WINDOW_SECONDS = 60;

    private static final class Window {
        long number = Long.MIN_VALUE;
        long admitted;
        long suppressed;
    }

    private final int perMinute;
    private final Map<EventKind, Window> windows = new EnumMap<>(EventKind.class);

    EventGate(int perMinute) {
        this.perMinute = perMinute;
        for (EventKind kind : EventKind.values()) {
            windows.put(kind, new Window());
        }
    }

    /** Whether to write an event of this kind now; if not, it is counted. */
    boolean admits(EventKind kind, Instant now) {
        Window window = windows.get(kind);
        if (window == null) {
            throw new IllegalStateException("every kind has a window");
        }
        synchronized (window) {
            long number = Math.floorDiv(now.getEpochSecond(), WINDOW_SECONDS);
            // Not "later than": after a clock was set back, a later window would be long in coming.
            if (number != window.number) {
                window.number = number;
                window.admitted = 0;
            }
            if (window.admitted < (long) perMinute * kind.share()) {
                window.admitted++;
                return true;
            }
            window.suppressed++;
            return false;
        }
    }

    /** What to tell about events that were not written: of minutes that are over, or of all when it is the end. */
    List<SecurityEvent> summaries(Instant now, boolean end) {
        long number = Math.floorDiv(now.getEpochSecond(), WINDOW_SECONDS);
        List<SecurityEvent> summaries = new ArrayList<>();
        windows.forEach((kind, window) -> {
            synchronized (window) {
                if (window.suppressed > 0 && (end || window.number != number)) {
                    summaries.add(new SecurityEvent.LogChanged(
                            LogChange.EVENTS_SUPPRESSED, Optional.of(kind), window.suppressed));
                    window.suppressed = 0;
                }
            }
        });
        return summaries;
    }
}
