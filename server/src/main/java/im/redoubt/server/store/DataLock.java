package im.redoubt.server.store;

import java.nio.file.Path;

/** The right to use a data directory, which one process has at a time. */
public final class DataLock implements AutoCloseable {
    private final Path directory;

    private DataLock(Path directory) {
        this.directory = directory;
    }

    /** Returns the directory. */
    public Path directory() {
        return directory;
    }

    @Override
    public void close() {}
}
