package im.redoubt.client.credential;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A disk whose machine stops behind any number of steps. What was not waited for may be there after that or not: a file's bytes as a
 * whole, their beginning, or none; names as they were, or as they became.
 */
final class CrashingDirectory implements Directory {
    /** The machine has stopped. */
    static final class Stopped extends Error {
        private static final long serialVersionUID = 1;
    }

    /** A file's bytes, and how many of them are on the disk for sure. */
    private static final class Content {
        private final byte[] bytes;
        private int durable;

        Content(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    private final Map<String, Content> names = new HashMap<>();
    private Map<String, Content> durableNames = new HashMap<>();
    private int stepsLeft;

    /** Stops behind so many steps; never, if negative. */
    void stopAfter(int steps) {
        stepsLeft = steps;
    }

    /**
     * Returns the disk after the machine stopped.
     *
     * @param namesWritten whether the system had written the names already
     * @param bytesWritten of ten parts of what was not waited for, how many it had written
     */
    CrashingDirectory afterwards(boolean namesWritten, int bytesWritten) {
        CrashingDirectory disk = new CrashingDirectory();
        disk.stepsLeft = -1;
        (namesWritten ? names : durableNames).forEach((name, content) -> {
            int length = content.durable + (content.bytes.length - content.durable) * bytesWritten / 10;
            disk.put(name, Arrays.copyOf(content.bytes, length));
        });
        return disk;
    }

    private void put(String name, byte[] bytes) {
        Content content = new Content(bytes);
        content.durable = bytes.length;
        names.put(name, content);
        durableNames.put(name, content);
    }

    private void step() {
        if (stepsLeft == 0) {
            throw new Stopped();
        }
        stepsLeft--;
    }

    @Override
    public Optional<byte[]> read(String name) {
        return Optional.ofNullable(names.get(name)).map(content -> content.bytes.clone());
    }

    @Override
    public void create(String name, byte[] bytes) throws IOException {
        if (names.containsKey(name)) {
            throw new IOException("it is there");
        }
        for (int length = 0; length < bytes.length; length += Math.max(1, bytes.length / 7)) {
            names.put(name, new Content(Arrays.copyOf(bytes, length)));
            step();
        }
        names.put(name, new Content(bytes.clone()));
        step();
    }

    @Override
    public void sync(String name) {
        step();
        Content content = java.util.Objects.requireNonNull(names.get(name));
        content.durable = content.bytes.length;
    }

    @Override
    public void rename(String from, String to) {
        step();
        names.put(to, java.util.Objects.requireNonNull(names.remove(from)));
    }

    @Override
    public void sync() {
        step();
        durableNames = new HashMap<>(names);
    }

    @Override
    public void delete(String name) {
        step();
        names.remove(name);
    }
}
