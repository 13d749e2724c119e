package im.redoubt.server.syslog;

import im.redoubt.server.event.EventTail;
import im.redoubt.server.event.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the receiver has come, kept in a file. RFC 5425 has no receipts: what was sent counts as arrived when its
 * connection has lasted a while longer, or when a mebibyte followed it. After a connection broke, or the process was
 * killed, everything since comes again: an event may arrive twice (its number tells), and none not at all.
 */
final class SyslogPosition {
    private static final Logger LOG = LoggerFactory.getLogger(SyslogPosition.class);
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}\\n?");
    private static final long FAR_BEHIND_BYTES = 1 << 20;
    private static final long SAVE_NANOS = Duration.ofSeconds(1).toNanos();

    /** Lines up to this number were written at this time, when so many bytes had been written in all. */
    private record Mark(long next, long nanos, long bytes) {}

    private final StateFile file;
    private final long settledNanos;
    private final long end;
    private final Deque<Mark> marks = new ArrayDeque<>();
    private long arrived;
    private long saved;
    private long savedAt;
    private long bytes;

    /**
     * Finds where it was, or begins with the oldest line that there is. Where the log was cut back since, as after a power cut, it goes on with what is new.
     *
     * @param directory the directory of the log
     * @param settled how long a connection must have lasted
     * @throws IOException when the log or the file cannot be read
     */
    SyslogPosition(Path directory, Duration settled) throws IOException {
        this.file = new StateFile(directory.resolve("syslog.position"));
        this.settledNanos = settled.toNanos();
        this.end = EventTail.end(directory);
        String text = file.read().orElse("");
        this.saved = NUMBER.matcher(text).matches() ? Long.parseLong(text.strip()) : EventTail.begin(directory);
        this.arrived = Math.min(saved, end);
        this.savedAt = System.nanoTime() - SAVE_NANOS;
    }

    /** The number that the next line of the log had when this was made. */
    long end() {
        return end;
    }

    /** The number of the first line that may not have arrived. */
    long arrived() {
        return arrived;
    }

    /** Lines before {@code first} are gone: nothing can be waited for there. */
    void skip(long first) {
        arrived = Math.max(arrived, first);
    }

    /** Lines before {@code next} were written, {@code size} bytes of them since this was last told. */
    void written(long next, int size, long now) {
        bytes += size;
        marks.addLast(new Mark(next, now, bytes));
        settle(now);
    }

    /** The connection has lasted until now. */
    void settle(long now) {
        while (!marks.isEmpty() && isSettled(marks.getFirst(), now)) {
            arrived = marks.removeFirst().next();
        }
        if (arrived != saved && now - savedAt >= SAVE_NANOS) {
            save();
            savedAt = now;
        }
    }

    private boolean isSettled(Mark mark, long now) {
        return now - mark.nanos() >= settledNanos || bytes - mark.bytes() >= FAR_BEHIND_BYTES;
    }

    /** The connection ended in order: everything written has arrived. */
    void ended() {
        if (!marks.isEmpty()) {
            arrived = marks.getLast().next();
        }
        lost();
    }

    /** The connection is gone: what has not settled is to be sent again. */
    void lost() {
        marks.clear();
        if (arrived != saved) {
            save();
        }
    }

    private void save() {
        try {
            file.write(arrived + "\n");
            saved = arrived;
        } catch (IOException e) {
            // It is tried again a second later; meanwhile only more would come twice.
            LOG.debug("The position of the receiver of events could not be saved: {}", e.getMessage());
        }
    }
}
