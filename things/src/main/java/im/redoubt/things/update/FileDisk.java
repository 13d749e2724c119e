package im.redoubt.things.update;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A directory of the file system that belongs to the device alone. No link in it is followed. */
final class FileDisk implements Disk {
    private static final Set<PosixFilePermission> OWNER_FILE =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Set<PosixFilePermission> OWNER_DIRECTORY = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Path directory;

    /** Takes a directory, which is made if it is not there. */
    FileDisk(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory, ofOwner(directory, OWNER_DIRECTORY));
    }

    @Override
    public long length(String name) throws IOException {
        Path file = path(name);
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.size(file) : 0;
    }

    @Override
    public void append(String name, byte[] bytes, int from, int length) throws IOException {
        try (FileChannel file = open(name, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer left = ByteBuffer.wrap(bytes, from, length);
            while (left.hasRemaining()) {
                file.write(left);
            }
        }
    }

    @Override
    public void cut(String name, long length) throws IOException {
        try (FileChannel file = open(name, StandardOpenOption.WRITE)) {
            file.truncate(length);
            file.force(true);
        }
    }

    @Override
    public void sync(String name) throws IOException {
        try (FileChannel file = open(name, StandardOpenOption.WRITE)) {
            file.force(true);
        }
        syncNames();
    }

    @Override
    public void delete(String name) throws IOException {
        if (Files.deleteIfExists(path(name))) {
            syncNames();
        }
    }

    @Override
    public InputStream read(String name) throws IOException {
        return Files.newInputStream(path(name), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public Path path(String name) {
        return directory.resolve(name);
    }

    private FileChannel open(String name, OpenOption... how) throws IOException {
        Set<OpenOption> options = new HashSet<>(List.of(how));
        options.add(LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(path(name), options, ofOwner(directory, OWNER_FILE));
    }

    /** Where a directory cannot be opened, as on Windows, names are written by the system when it likes. */
    private void syncNames() throws IOException {
        FileChannel names;
        try {
            names = FileChannel.open(directory, StandardOpenOption.READ);
        } catch (IOException notHere) {
            return;
        }
        try (names) {
            names.force(true);
        }
    }

    private static FileAttribute<?>[] ofOwner(Path path, Set<PosixFilePermission> permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }
}
