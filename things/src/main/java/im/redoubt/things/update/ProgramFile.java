package im.redoubt.things.update;

import im.redoubt.client.ClientException;
import im.redoubt.client.extension.Octets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The file of one slot. What goes wrong on the disk is a {@link ClientException} that says what to do. */
final class ProgramFile {
    /** After so many bytes it is waited until they are on the disk: what a cut of the power costs, twice at most. */
    static final int STRIDE_BYTES = 1 << 16;

    private static final int BUFFER_BYTES = 1 << 13;

    private final Disk disk;
    private final String name;

    ProgramFile(Disk disk, Slot slot) {
        this.disk = disk;
        this.name = slot.file();
    }

    Path path() {
        return disk.path(name);
    }

    long length() {
        try {
            return disk.length(name);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /**
     * Writes behind what is there, up to a size.
     *
     * @param bytes some bytes
     * @param from the first of them that is written
     * @param length how many are
     * @param size the most bytes of the file
     * @return whether all of them had room
     */
    boolean write(byte[] bytes, int from, int length, long size) {
        try {
            int at = 0;
            long end = disk.length(name);
            while (at < length && end < size) {
                int piece = (int) Math.min(length - at, Math.min(size - end, STRIDE_BYTES - end % STRIDE_BYTES));
                disk.append(name, bytes, from + at, piece);
                at += piece;
                end += piece;
                if (end % STRIDE_BYTES == 0) {
                    disk.sync(name);
                }
            }
            return at == length;
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Waits until all of it is on the disk. */
    void sync() {
        try {
            disk.sync(name);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Keeps what was waited for; behind it there may be anything if the power went. */
    void keepWhatIsSure() {
        try {
            long length = disk.length(name);
            if (length > 0) {
                disk.cut(name, (length - 1) / STRIDE_BYTES * STRIDE_BYTES);
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    void delete() {
        try {
            disk.delete(name);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Returns whether these are the bytes of a release, all of them, as they can be read now. */
    boolean holds(Release release) {
        try {
            return disk.length(name) == release.size() && sha256().equals(release.sha256());
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Returns the same, and no where they cannot be read. */
    boolean holdsForSure(Release release) {
        try {
            return holds(release);
        } catch (ClientException unreadable) {
            return false;
        }
    }

    private Octets sha256() throws IOException {
        try (InputStream in = disk.read(name)) {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha256.update(buffer, 0, read);
            }
            return Octets.copyOf(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private static ClientException unusable(IOException why) {
        return new ClientException(
                "a program cannot be written or read; make space, or look at the disk, and go on", why);
    }
}
