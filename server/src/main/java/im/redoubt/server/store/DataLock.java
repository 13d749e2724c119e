package im.redoubt.server.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The right to use a data directory, which one process has at a time, and the promise that only the owner can look into
 * that directory. The lock is the operating system's, so it ends with the process however that ends; the file stays.
 */
public final class DataLock implements AutoCloseable {
    private static final String FILE = "redoubt.lock";
    private static final int LONGEST_PID = 20;
    private static final Set<PosixFilePermission> OWNER_ONLY_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_ONLY_DIRECTORY = PosixFilePermissions.fromString("rwx------");

    private final Path directory;
    private final FileChannel channel;

    private DataLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Takes the lock of a data directory, which is made if it is not there.
     *
     * @param directory the directory
     * @return the lock, to be closed by the caller
     * @throws StoreException {@link StoreProblem#IN_USE} if another process has it, {@link StoreProblem#MISCONFIGURED} if
     *     others than the owner may use the directory or it cannot be made
     */
    public static DataLock take(Path directory) {
        Path whole = directory.toAbsolutePath().normalize();
        try {
            createPrivate(whole);
            checkPrivate(whole);
            Set<OpenOption> options = Set.of(
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
            return lock(whole, FileChannel.open(whole.resolve(FILE), options, attributes(whole, OWNER_ONLY_FILE)));
        } catch (IOException e) {
            throw new StoreException(
                    StoreProblem.MISCONFIGURED,
                    "The data directory " + whole + " cannot be used: " + e.getMessage()
                            + ". Check that it exists or can be made, and that it belongs to the user who runs the server.",
                    e);
        }
    }

    /** Returns the directory. */
    public Path directory() {
        return directory;
    }

    /** Makes an empty file that only the owner can read, unless there is one; a file that others can read is refused. */
    static void createPrivateFile(Path file) throws IOException {
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.createFile(file, attributes(file.toAbsolutePath().getParent(), OWNER_ONLY_FILE));
        }
        checkPrivate(file);
    }

    /** Refuses a file or directory that others than the owner can use. */
    static void checkPrivate(Path path) throws IOException {
        if (!isPosix(path)) {
            return;
        }
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        permissions.addAll(Files.getPosixFilePermissions(path));
        if (!OWNER_ONLY_DIRECTORY.containsAll(permissions)) {
            String mode = Files.isDirectory(path) ? "700" : "600";
            throw new StoreException(
                    StoreProblem.MISCONFIGURED,
                    path + " can be used by others than its owner (" + PosixFilePermissions.toString(permissions)
                            + "). Run: chmod " + mode + " " + path);
        }
    }

    private static DataLock lock(Path directory, FileChannel channel) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // This process has it already, which is as much in use as by another one.
            lock = null;
        }
        if (lock == null) {
            String holder = holder(channel);
            channel.close();
            throw new StoreException(
                    StoreProblem.IN_USE,
                    "The data in " + directory + " is in use by " + holder
                            + ". Stop that server first, or give this one its own directory with --data.");
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)), 0);
        return new DataLock(directory, channel);
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(LONGEST_PID);
        channel.read(text, 0);
        String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
        boolean isNumber = !pid.isEmpty() && pid.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? "the process " + pid : "another process";
    }

    private static void createPrivate(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.createDirectory(directory, attributes(parent, OWNER_ONLY_DIRECTORY));
    }

    private static FileAttribute<?>[] attributes(@Nullable Path near, Set<PosixFilePermission> permissions)
            throws IOException {
        if (near == null || !isPosix(near)) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
    }

    private static boolean isPosix(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView("posix");
    }

    /** Gives the directory to the next. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StoreException(
                    StoreProblem.UNAVAILABLE, "The lock of " + directory + " could not be given back.", e);
        }
    }
}
