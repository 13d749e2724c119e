package im.redoubt.server.event;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Appends lines to the chain. Belongs to the thread of the log; only {@link #head()} and {@link #problem()} may be
 * called from others.
 *
 * <p>A line counts when it is written whole; after a failed write the file is cut back to the last whole line, and the
 * chain goes on from there as soon as the disk lets it.
 */
final class ChainWriter {

    private final EventLogSettings settings;
    private final LineChannel.Opener opener;
    private final ChainFiles files;
    private final List<SecurityEvent> notes = new ArrayList<>();
    private final List<SecurityEvent> noted = new ArrayList<>();
    private @Nullable LineChannel channel;
    private long size;
    private long lost;
    private boolean unsynced;
    private volatile ChainHead head = ChainHead.NONE;
    private volatile Optional<String> problem = Optional.empty();

    ChainWriter(EventLogSettings settings, LineChannel.Opener opener) {
        this.settings = settings;
        this.opener = opener;
        this.files = new ChainFiles(settings.directory());
        files.makeDirectory();
    }

    /** Writes an event; false if the disk did not take it. */
    boolean append(Instant time, SecurityEvent event) {
        try {
            if (channel == null) {
                open();
            }
            while (!notes.isEmpty()) {
                appendLine(time, notes.getFirst());
                noted.add(notes.removeFirst());
            }
            if (lost > 0) {
                SecurityEvent note = new SecurityEvent.LogChanged(LogChange.EVENTS_LOST, Optional.empty(), lost);
                appendLine(time, note);
                noted.add(note);
                lost = 0;
            }
            appendLine(time, event);
            problem = Optional.empty();
            return true;
        } catch (IOException e) {
            failed(e);
            lost++;
            return false;
        }
    }

    /** What was written about the log itself since this was last asked. */
    List<SecurityEvent> notes() {
        List<SecurityEvent> all = List.copyOf(noted);
        noted.clear();
        return all;
    }

    private void appendLine(Instant time, SecurityEvent event) throws IOException {
        String line = EventLine.write(event, time, head);
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.ISO_8859_1);
        if (size > 0 && size + bytes.length > settings.fileBytes()) {
            sync();
            closeQuietly();
            files.rotate(settings.files());
            channel = opener.open(files.current());
            size = 0;
        }
        opened().write(ByteBuffer.wrap(bytes), size);
        size += bytes.length;
        head = ChainHead.after(head.sequence() + 1, line);
        unsynced = true;
    }

    /** Finds where the chain ended, cuts off a torn line, and notes what is not as it was left. */
    private void open() throws IOException {
        ChainFiles.Tail tail = ChainFiles.tail(files.current());
        boolean firstTime = head.sequence() == 0;
        if (firstTime) {
            String lastLine =
                    tail.lastLine().isEmpty() ? ChainFiles.tail(files.older(1)).lastLine() : tail.lastLine();
            head = resume(lastLine);
        }
        LineChannel fresh = opener.open(files.current());
        if (tail.torn() > 0) {
            fresh.truncate(tail.size());
            if (firstTime) {
                notes.add(new SecurityEvent.LogChanged(LogChange.TORN_LINE_CUT, Optional.empty(), tail.torn()));
            }
        }
        size = tail.size();
        channel = fresh;
    }

    /** Where to go on: at the last line, or, if lines are missing, where the saved head says the chain was. */
    private ChainHead resume(String lastLine) throws IOException {
        ChainHead onDisk = EventLine.link(lastLine)
                .map(link -> ChainHead.after(link.sequence(), lastLine))
                .orElse(ChainHead.NONE);
        ChainHead saved = files.savedHead().orElse(ChainHead.NONE);
        boolean behind = onDisk.sequence() < saved.sequence();
        boolean other = onDisk.sequence() == saved.sequence() && !onDisk.equals(saved);
        if (behind || other) {
            notes.add(new SecurityEvent.LogChanged(
                    LogChange.LINES_MISSING, Optional.empty(), Math.max(1, saved.sequence() - onDisk.sequence())));
            return saved;
        }
        return onDisk;
    }

    /** Makes safe what was written, and saves the head. Costs nothing when nothing was written. */
    void sync() {
        if (!unsynced || channel == null) {
            return;
        }
        try {
            channel.force();
            files.saveHead(head, opener);
            unsynced = false;
        } catch (IOException e) {
            failed(e);
        }
    }

    private void failed(IOException cause) {
        // The text of the exception names only our own file and the reason of the system.
        problem = Optional.of("security events cannot be written: " + cause.getMessage());
        if (channel != null) {
            try {
                channel.truncate(size);
            } catch (IOException e) {
                // The half line is cut off when the file is opened again.
                cause.addSuppressed(e);
            }
        }
        closeQuietly();
    }

    private LineChannel opened() {
        if (channel == null) {
            throw new IllegalStateException("the file is open here");
        }
        return channel;
    }

    private void closeQuietly() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // Everything that counts was written and synced before; a second file descriptor is not opened.
                problem = Optional.of("security events: " + e.getMessage());
            }
            channel = null;
        }
    }

    void close() {
        sync();
        closeQuietly();
    }

    ChainHead head() {
        return head;
    }

    Optional<String> problem() {
        return problem;
    }
}
