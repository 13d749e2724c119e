package im.redoubt.client.credential;

import java.io.IOException;
import java.util.Optional;

/** The few things that are done to files in one directory, one by one, so that a test can stop behind each. */
interface Directory {
    /**
     * Reads a file.
     *
     * @return its bytes, or nothing if there is none
     * @throws CredentialException if it is not the owner's alone, or larger than may be
     */
    Optional<byte[]> read(String name) throws IOException;

    /** Makes a new file that only its owner can read. What it holds may still be lost if the machine stops. */
    void create(String name, byte[] bytes) throws IOException;

    /** Waits until the file's bytes are on the disk. */
    void sync(String name) throws IOException;

    /** Gives a file the name of another one, which is gone at that moment. */
    void rename(String from, String to) throws IOException;

    /** Waits until the names of the files are on the disk. */
    void sync() throws IOException;

    /** Removes a file, if it is there. */
    void delete(String name) throws IOException;
}
