package im.redoubt.server.event;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of the log from a place on, while it is written and its files are rotated. Belongs to one thread.
 *
 * <p>Guarantees: it gives whole lines only, in order, each once; what it does not give, since it was rotated or taken away
 * before, it counts; a file that was rotated while it was read is read to its end.
 */
public final class EventTail implements Closeable {
    private static final int TRIES = 3;

    private final ChainFiles files;
    private @Nullable FileChannel channel;
    private long offset;
    private long begin;
    private long next;

    /**
     * Lines that follow each other.
     *
     * @param lines the lines without their ends; none when there are no more now
     * @param missed how many are not there any more, before the first of them
     */
    public record Batch(List<String> lines, long missed) {}

    /**
     * Begins at a line.
     *
     * @param directory the directory of the log
     * @param next the number of the first line wanted, from 1
     */
    public EventTail(Path directory, long next) {
        this.files = new ChainFiles(directory);
        this.next = next;
    }

    /**
     * Says which number the next line of a log will have, while nobody writes it.
     *
     * @param directory the directory of the log
     * @return the number, 1 if there is no log yet
     * @throws IOException if the files cannot be read
     */
    public static long end(Path directory) throws IOException {
        ChainFiles files = new ChainFiles(directory);
        long last = files.savedHead().map(ChainHead::sequence).orElse(0L);
        for (Path file : List.of(files.older(1), files.current())) {
            last = Math.max(
                    last,
                    EventLine.link(ChainFiles.tail(file).lastLine())
                            .map(EventLine.Link::sequence)
                            .orElse(0L));
        }
        return last + 1;
    }

    /**
     * Says which is the oldest line of a log.
     *
     * @param directory the directory of the log
     * @return its number; that of the next line if there is none
     * @throws IOException if the files cannot be read
     */
    public static long begin(Path directory) throws IOException {
        for (Path path : new ChainFiles(directory).oldestFirst()) {
            try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
                Optional<Long> first = first(file);
                if (first.isPresent()) {
                    return first.get();
                }
            }
        }
        return end(directory);
    }

    /** The number of the line that is read next. */
    public long next() {
        return next;
    }

    /**
     * Reads on.
     *
     * @param mostBytes how much at most; at least the longest line is read
     * @return the next lines
     * @throws IOException if the files cannot be read
     */
    public Batch read(int mostBytes) throws IOException {
        int bytes = Math.max(mostBytes, ChainFiles.LONGEST_LINE);
        while (channel != null || open()) {
            List<String> lines = block(bytes);
            if (lines.isEmpty() && wasRotated()) {
                // Once more: it may have got its last lines in between.
                lines = block(bytes);
                if (lines.isEmpty()) {
                    close();
                    continue;
                }
            }
            Batch batch = taken(lines);
            if (lines.isEmpty() || !batch.lines().isEmpty()) {
                return batch;
            }
        }
        return new Batch(List.of(), 0);
    }

    /** Whether what follows is in another file than the one that is open. */
    private boolean wasRotated() throws IOException {
        Optional<Path> chosen = choose();
        if (chosen.isEmpty()) {
            return false;
        }
        try (FileChannel file = FileChannel.open(chosen.get(), StandardOpenOption.READ)) {
            return first(file).filter(first -> first > begin).isPresent();
        } catch (NoSuchFileException e) {
            // It is being rotated now; the next look tells.
            return false;
        }
    }

    /** Leaves out what was read before, and counts what is missing before the first of the rest. */
    private Batch taken(List<String> lines) {
        List<String> wanted = new ArrayList<>();
        long missed = 0;
        for (String line : lines) {
            // What is no event was not written by the log; the verifier tells of it.
            long sequence = EventLine.link(line).map(EventLine.Link::sequence).orElse(-1L);
            if (sequence >= next) {
                missed += sequence - next;
                wanted.add(line);
                next = sequence + 1;
            }
        }
        return new Batch(wanted, missed);
    }

    /** Opens the newest file that begins at or before the line wanted, or else the oldest. */
    private boolean open() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            Optional<Path> chosen = choose();
            if (chosen.isEmpty()) {
                return false;
            }
            try {
                FileChannel opened = FileChannel.open(chosen.get(), StandardOpenOption.READ);
                channel = opened;
                offset = 0;
                begin = first(opened).orElse(0L);
                if (begin <= next || choose().equals(chosen)) {
                    return true;
                }
                // It was rotated between choosing and opening.
                close();
            } catch (NoSuchFileException rotated) {
                close();
            }
        }
        return false;
    }

    private Optional<Path> choose() throws IOException {
        Optional<Path> chosen = Optional.empty();
        for (Path file : files.oldestFirst()) {
            try (FileChannel candidate = FileChannel.open(file, StandardOpenOption.READ)) {
                Optional<Long> first = first(candidate);
                boolean begins = first.isPresent() && (first.get() <= next || chosen.isEmpty());
                chosen = begins ? Optional.of(file) : chosen;
            } catch (NoSuchFileException rotated) {
                // It was the oldest; of those behind it one is chosen in any case.
                chosen = chosen.filter(before -> !before.equals(file));
            }
        }
        return chosen;
    }

    /** The number of the first line of a file that has a whole one. */
    private static Optional<Long> first(FileChannel file) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(ChainFiles.LONGEST_LINE);
        String text = text(file, buffer, 0);
        int end = text.indexOf('\n');
        return end < 0
                ? Optional.empty()
                : EventLine.link(text.substring(0, end)).map(EventLine.Link::sequence);
    }

    private List<String> block(int bytes) throws IOException {
        FileChannel file = channel;
        if (file == null) {
            throw new IllegalStateException("the file is open here");
        }
        String text = text(file, ByteBuffer.allocate(bytes), offset);
        int end = text.lastIndexOf('\n') + 1;
        while (end == 0 && text.length() == bytes) {
            // Longer than any line of ours: somebody else wrote that, and it must not be in the way.
            offset += bytes;
            text = text(file, ByteBuffer.allocate(bytes), offset);
            end = text.lastIndexOf('\n') + 1;
        }
        offset += end;
        return text.substring(0, end).lines().toList();
    }

    private static String text(FileChannel file, ByteBuffer buffer, long from) throws IOException {
        long at = from;
        int read = 0;
        while (buffer.hasRemaining() && read >= 0) {
            read = file.read(buffer, at);
            at += Math.max(0, read);
        }
        return StandardCharsets.ISO_8859_1.decode(buffer.flip()).toString();
    }

    @Override
    public void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }
}
