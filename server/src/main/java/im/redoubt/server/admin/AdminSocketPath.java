package im.redoubt.server.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Where the administration socket is: {@code DATA/admin.sock}, or, where that path is longer than a Unix socket's may
 * be, in a directory of its own that {@code DATA/admin.sock.path} names.
 */
final class AdminSocketPath {
    /** What fits into {@code sun_path} of Linux with its final zero; other systems have 104. */
    private static final int MOST_BYTES = 103;

    private static final String NAME = "admin.sock";
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private AdminSocketPath() {}

    /**
     * Finds the socket of a service.
     *
     * @param data the data directory
     * @return where the socket is, if there is one; somebody may listen to it or not
     */
    public static Optional<Path> find(Path data) {
        Path direct = data.resolve(NAME);
        if (fits(direct)) {
            return Optional.of(direct).filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS));
        }
        try {
            Path noted = Path.of(Files.readString(note(data)).strip());
            return Optional.of(noted).filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            // There is no note: no service runs here.
            return Optional.empty();
        }
    }

    /**
     * Chooses where to make the socket, and takes away what a service that was killed left there. Only for whoever holds
     * the lock of the data directory.
     *
     * @param data the data directory, of mode 0700
     * @return where to bind
     * @throws IOException when nothing can be made there
     */
    static Path prepare(Path data) throws IOException {
        Path direct = data.resolve(NAME);
        if (fits(direct)) {
            Files.deleteIfExists(direct);
            return direct;
        }
        Optional<Path> left = find(data);
        if (left.isPresent()) {
            remove(data, left.get());
        }
        Path socket = Files.createTempDirectory("redoubt", OWNER_DIRECTORY).resolve(NAME);
        if (!fits(socket)) {
            Files.deleteIfExists(socket.resolveSibling(""));
            throw new IOException("the paths of the data directory and of the temporary directory are both longer than"
                    + " a Unix socket's may be (" + MOST_BYTES + " bytes); choose a shorter --data");
        }
        Path temporary = data.resolve(NAME + ".path.new");
        Files.deleteIfExists(temporary);
        Files.createFile(temporary, OWNER_FILE);
        Files.writeString(temporary, socket.toString());
        Files.move(temporary, note(data), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return socket;
    }

    /** Takes the socket away. */
    static void remove(Path data, Path socket) throws IOException {
        Files.deleteIfExists(socket);
        if (!socket.equals(data.resolve(NAME))) {
            Files.deleteIfExists(note(data));
            Path directory = socket.getParent();
            if (directory != null) {
                Files.deleteIfExists(directory);
            }
        }
    }

    private static Path note(Path data) {
        return data.resolve(NAME + ".path");
    }

    private static boolean fits(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
    }
}
