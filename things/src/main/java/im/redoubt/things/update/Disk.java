package im.redoubt.things.update;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** The few things that are done to the files of programs, one by one, so that a test can cut the power before and behind each. */
interface Disk {
    /** Returns the length of a file, in bytes; 0 if there is none. */
    long length(String name) throws IOException;

    /** Adds bytes at the end of a file, which is made if it is not there. They may be lost, or be others, if the power goes. */
    void append(String name, byte[] bytes, int from, int length) throws IOException;

    /** Takes away what is behind a length, and waits until that is on the disk. */
    void cut(String name, long length) throws IOException;

    /** Waits until the bytes of a file and its name are on the disk. */
    void sync(String name) throws IOException;

    /** Removes a file, if it is there, and waits until that is on the disk. */
    void delete(String name) throws IOException;

    /** Opens a file that is there, from its beginning. */
    InputStream read(String name) throws IOException;

    /** Returns where a file is. */
    Path path(String name);
}
