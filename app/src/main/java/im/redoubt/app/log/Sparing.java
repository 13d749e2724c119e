package im.redoubt.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.LoggerFactory;

/**
 * Lets only so many lines of each kind through in a minute, and says then how many more there were: whoever can cause a fault
 * (a store that fails is told once for each message) must not fill the disk of the log. A kind is a logger with the text of
 * the message before anything is filled in, so there are no more kinds than the code has.
 */
final class Sparing extends Filter<ILoggingEvent> {
    static final int PER_MINUTE = 20;
    private static final long MINUTE_MILLIS = 60_000;

    private final ConcurrentHashMap<Kind, Window> windows = new ConcurrentHashMap<>();

    private record Kind(String logger, String text) {}

    /** Loads all that it needs: it is asked for when files run out, and what is thrown then ends an event loop. */
    Sparing() {
        windowOf(new Kind("", "")).begin(0);
    }

    private Window windowOf(Kind kind) {
        Window known = windows.get(kind);
        if (known != null) {
            return known;
        }
        Window fresh = new Window();
        Window other = windows.putIfAbsent(kind, fresh);
        return other == null ? fresh : other;
    }

    /** One minute of one kind. */
    private static final class Window {
        private long minute = Long.MIN_VALUE;
        private int passed;
        private long leftOut;

        /** Returns how many were left out before, if a minute begins and there were any. */
        synchronized long begin(long now) {
            if (now == minute) {
                return 0;
            }
            long before = leftOut;
            minute = now;
            passed = 0;
            leftOut = 0;
            return before;
        }

        synchronized boolean passes() {
            if (passed < PER_MINUTE) {
                passed++;
                return true;
            }
            leftOut++;
            return false;
        }
    }

    @Override
    public FilterReply decide(ILoggingEvent event) {
        Kind kind = new Kind(event.getLoggerName(), String.valueOf(event.getMessage()));
        Window window = windowOf(kind);
        long before = window.begin(Math.floorDiv(event.getTimeStamp(), MINUTE_MILLIS));
        if (before > 0) {
            LoggerFactory.getLogger(Sparing.class).warn("{} more were left out: {}", before, kind.text());
        }
        return window.passes() ? FilterReply.NEUTRAL : FilterReply.DENY;
    }
}
