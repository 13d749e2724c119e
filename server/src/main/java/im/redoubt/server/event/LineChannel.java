package im.redoubt.server.event;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file that is written at its end; an interface, so that tests can fill the disk. */
interface LineChannel extends Closeable {

    /** Opens a file, or makes it with mode 0600. */
    static LineChannel open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return new LineChannel() {
            @Override
            public void write(ByteBuffer bytes, long position) throws IOException {
                long at = position;
                while (bytes.hasRemaining()) {
                    at += channel.write(bytes, at);
                }
            }

            @Override
            public void force() throws IOException {
                channel.force(false);
            }

            @Override
            public void truncate(long size) throws IOException {
                channel.truncate(size);
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }

    /** Writes all bytes at a position, or throws. */
    void write(ByteBuffer bytes, long position) throws IOException;

    /** Waits until what was written is on the disk. */
    void force() throws IOException;

    /** Cuts the file to a size. */
    void truncate(long size) throws IOException;

    /** Opens files for the log. */
    @FunctionalInterface
    interface Opener {
        /** Opens a file, or makes it. */
        LineChannel open(Path file) throws IOException;
    }
}
