package im.redoubt.client.credential;

import im.redoubt.client.credential.CredentialException.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A directory of the file system. Where that knows no owners and modes, nothing is asked of them. */
final class DiskDirectory implements Directory {
    /** The most bytes of a file. */
    static final int MOST_BYTES = 1 << 20;

    private static final Set<PosixFilePermission> OWNER_FILE =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Set<PosixFilePermission> OWNER_DIRECTORY = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Path directory;

    /** Keeps others away until it is closed. */
    interface Lock extends AutoCloseable {
        @Override
        void close();
    }

    private DiskDirectory(Path directory) {
        this.directory = directory;
    }

    /** Opens a directory, and makes it if it is not there; one into which everybody can write is refused. */
    static DiskDirectory of(Path directory) throws IOException {
        Files.createDirectories(directory, attributes(directory, OWNER_DIRECTORY));
        PosixFileAttributeView view = Files.getFileAttributeView(directory, PosixFileAttributeView.class);
        if (view != null && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new CredentialException(
                    Problem.EXPOSED,
                    "everybody can write into the directory " + directory + ": chmod o-w it, or use another");
        }
        return new DiskDirectory(directory);
    }

    /**
     * Keeps other processes, and others in this one, away until it is closed.
     *
     * @throws CredentialException if somebody else does so already
     */
    Lock lock(String name) throws IOException {
        FileChannel channel = FileChannel.open(
                directory.resolve(name + ".lock"),
                EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                attributes(directory, OWNER_FILE));
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
        } catch (OverlappingFileLockException ofThisProcess) {
            locked = false;
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        if (!locked) {
            throw new CredentialException(Problem.IN_USE, "somebody else has " + directory.resolve(name) + " open");
        }
        return () -> {
            try {
                channel.close();
            } catch (IOException e) {
                throw new CredentialException(Problem.PLATFORM, "a lock cannot be given back", e);
            }
        };
    }

    @Override
    public Optional<byte[]> read(String name) throws IOException {
        Path file = directory.resolve(name);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        requireOwnersOnly(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            long size = channel.size();
            if (size > MOST_BYTES) {
                throw new CredentialException(Problem.DAMAGED, file + " is larger than any store of credentials");
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) size);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
            return Optional.of(bytes.array());
        }
    }

    private static void requireOwnersOnly(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new CredentialException(Problem.EXPOSED, file + " is a link or no file");
        }
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view != null) {
            for (PosixFilePermission permission : view.readAttributes().permissions()) {
                if (!OWNER_DIRECTORY.contains(permission)) {
                    throw new CredentialException(
                            Problem.EXPOSED,
                            "others than the owner have access to " + file
                                    + ": chmod 600 it, and revoke what was in it if somebody may have read it");
                }
            }
        }
    }

    @Override
    public void create(String name, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                directory.resolve(name),
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                attributes(directory, OWNER_FILE))) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
        }
    }

    @Override
    public void sync(String name) throws IOException {
        try (FileChannel channel = FileChannel.open(directory.resolve(name), StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(
                directory.resolve(from),
                directory.resolve(to),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** Where a directory cannot be opened, as on Windows, names are written by the system when it likes. */
    @Override
    public void sync() throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(directory, StandardOpenOption.READ);
        } catch (IOException notHere) {
            return;
        }
        try (channel) {
            channel.force(true);
        }
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(directory.resolve(name));
    }

    private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }
}
