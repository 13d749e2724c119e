package im.redoubt.server.event;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A small file of mode 0600 that says how far something has come. Guarantee: after a crash it has what was written last
 * or before it, and never a part.
 */
public final class StateFile {
    private static final long MOST_BYTES = 1 << 20;

    private final Path file;

    /**
     * @param file where it is, in a directory that is there when it is written
     */
    public StateFile(Path file) {
        this.file = file;
    }

    /**
     * Reads it.
     *
     * @return what was written last; nothing if there is none
     * @throws IOException when it cannot be read, or is larger than 1 MiB
     */
    public Optional<String> read() throws IOException {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException(file + " is too large; something else wrote it");
            }
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Replaces what it has.
     *
     * @param text what it shall have
     * @throws IOException when it cannot be written
     */
    public void write(String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Set<StandardOpenOption> how =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel channel = FileChannel.open(fresh, how, mode)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
