package im.redoubt.client.credential;

import im.redoubt.client.credential.CredentialException.Problem;
import java.io.IOException;
import java.util.Optional;

/** A file that is always either the old one or the new one, wherever the process or the machine stops. */
final class ReplacedFile {
    private final Directory directory;
    private final String name;

    ReplacedFile(Directory directory, String name) {
        this.directory = directory;
        this.name = name;
    }

    /** Returns what is in it, or nothing if it was never written. */
    Optional<byte[]> read() {
        try {
            return directory.read(name);
        } catch (IOException e) {
            throw new CredentialException(Problem.PLATFORM, "the file of credentials cannot be read", e);
        }
    }

    /** Replaces what is in it; when this returns, it is on the disk. */
    void replace(byte[] bytes) {
        String next = name + ".new"; // left by who was killed, or by us if something fails
        try {
            directory.delete(next);
            directory.create(next, bytes);
            directory.sync(next);
            directory.rename(next, name);
            directory.sync();
        } catch (IOException e) {
            throw new CredentialException(Problem.PLATFORM, "the file of credentials cannot be written", e);
        }
    }
}
