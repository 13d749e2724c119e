package im.redoubt.app.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Makes files and directories that exist with their mode from the first moment on. */
public final class OwnerFiles {
    /** Only the owner reads and writes. */
    public static final Set<PosixFilePermission> SECRET = PosixFilePermissions.fromString("rw-------");

    /** Everybody reads. */
    public static final Set<PosixFilePermission> PUBLIC = PosixFilePermissions.fromString("rw-r--r--");

    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");

    private OwnerFiles() {}

    /**
     * Makes a directory of mode 0700, or takes away what others may do with one that is there.
     *
     * @param directory the directory; its parents are made with the usual modes
     * @throws IOException when it cannot be made, or is no directory
     */
    public static void directory(Path directory) throws IOException {
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(DIRECTORY));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
            if (!Files.getPosixFilePermissions(directory).equals(DIRECTORY)) {
                Files.setPosixFilePermissions(directory, DIRECTORY);
            }
        }
    }

    /**
     * Writes a file whole: readers see the old one or the new one, also after a crash.
     *
     * @param file the file
     * @param content what it shall have
     * @param mode its mode
     * @throws IOException when it cannot be written
     */
    public static void write(Path file, byte[] content, Set<PosixFilePermission> mode) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(temporary, options, PosixFilePermissions.asFileAttribute(mode))) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        // The umask may have taken more away than was meant.
        Files.setPosixFilePermissions(temporary, mode);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Says whether others than the owner can do anything with a file.
     *
     * @param file a file or directory; a symbolic link counts as what it points to
     * @return true when its mode has any bit for the group or others
     * @throws IOException when it cannot be looked at
     */
    public static boolean othersMayUse(Path file) throws IOException {
        return !PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                .endsWith("------");
    }
}
