package im.redoubt.server.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of the log: {@code events.jsonl}, which is written, {@code events.1.jsonl} to {@code events.N.jsonl}, which
 * are older, and {@code events.head}, which says how far the chain had come when it was last made safe.
 */
final class ChainFiles {

    /** More than the longest line, which is an event with two addresses of 2 KiB, every character escaped. */
    static final int LONGEST_LINE = 64 << 10;

    private static final Pattern OLDER = Pattern.compile("events\\.([0-9]{1,6})\\.jsonl");

    private final Path directory;

    ChainFiles(Path directory) {
        this.directory = directory;
    }

    /** Makes the directory with mode 0700, and gives an existing one this mode. */
    void makeDirectory() {
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the directory for security events " + directory, e);
        }
    }

    Path current() {
        return directory.resolve("events.jsonl");
    }

    Path older(int age) {
        return directory.resolve("events." + age + ".jsonl");
    }

    private Path headFile() {
        return directory.resolve("events.head");
    }

    /** All files that are there, the oldest first, also when one between them is missing. */
    List<Path> oldestFirst() throws IOException {
        NavigableMap<Integer, Path> byAge = new TreeMap<>();
        try (Stream<Path> all = Files.list(directory)) {
            all.forEach(file -> {
                Matcher matcher = OLDER.matcher(String.valueOf(file.getFileName()));
                if (matcher.matches()) {
                    byAge.put(Integer.parseInt(matcher.group(1)), file);
                }
            });
        }
        List<Path> files = new ArrayList<>(byAge.descendingMap().values());
        if (Files.exists(current())) {
            files.add(current());
        }
        return files;
    }

    /** Makes room for a new current file; keeps this many files in all. */
    void rotate(int keep) throws IOException {
        Files.deleteIfExists(older(keep - 1));
        for (int age = keep - 2; age >= 1; age--) {
            if (Files.exists(older(age))) {
                Files.move(older(age), older(age + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (Files.exists(current())) {
            Files.move(current(), older(1), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The head as it was last made safe. */
    Optional<ChainHead> savedHead() throws IOException {
        if (!Files.exists(headFile())) {
            return Optional.empty();
        }
        String text = Files.readString(headFile(), StandardCharsets.ISO_8859_1);
        return ChainHead.parse(text.strip());
    }

    /** Replaces the saved head in one step. */
    void saveHead(ChainHead head, LineChannel.Opener opener) throws IOException {
        Path fresh = directory.resolve("events.head.new");
        byte[] text = (head + "\n").getBytes(StandardCharsets.ISO_8859_1);
        try (LineChannel channel = opener.open(fresh)) {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(text), 0);
        }
        try {
            Files.move(fresh, headFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(fresh, headFile(), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * The end of a file.
     *
     * @param size where the last whole line ends, in bytes
     * @param torn how many bytes follow it
     * @param lastLine the last whole line without its end; empty if there is none
     */
    record Tail(long size, long torn, String lastLine) {}

    /** Looks at the end of a file; one that is not there is empty. */
    static Tail tail(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new Tail(0, 0, "");
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file, Set.of())) {
            long length = channel.size();
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(length, 2L * LONGEST_LINE));
            long from = length - buffer.capacity();
            channel.position(from);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // Until full: a channel may give less than was asked for.
            }
            String text = StandardCharsets.ISO_8859_1.decode(buffer.flip()).toString();
            int end = text.lastIndexOf('\n') + 1;
            int begin = end == 0 ? 0 : text.lastIndexOf('\n', end - 2) + 1;
            return new Tail(from + end, text.length() - end, end == 0 ? "" : text.substring(begin, end - 1));
        }
    }
}
