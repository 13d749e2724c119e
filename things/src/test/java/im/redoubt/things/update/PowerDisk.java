package im.redoubt.things.update;

import im.redoubt.client.ClientException;
import im.redoubt.things.memory.Keep;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A disk, with the record of programs on it, whose power goes at the step that a test says: before, behind and in the middle of all that is
 * done to it. What was not waited for is then there, or not, or is something else.
 */
final class PowerDisk implements Disk {
    /** What becomes of bytes that were not waited for. */
    enum Loss {
        KEPT,
        GONE,
        ZEROS
    }

    /** The power is gone: nothing else happens in this process. */
    static final class Cut extends Error {
        private static final long serialVersionUID = 1;
    }

    private final Map<String, byte[]> seen = new HashMap<>();
    private final Map<String, byte[]> sure = new HashMap<>();
    private Optional<byte[]> record = Optional.empty();
    private int steps = Integer.MAX_VALUE;
    private long room = Long.MAX_VALUE;
    private boolean recordIsFull;

    /** The power goes after so many steps. */
    void cutAfter(int more) {
        steps = more;
    }

    /** Files may have so many bytes together. */
    void room(long bytes) {
        room = bytes;
    }

    /** The record cannot be written while this is so. */
    void recordIsFull(boolean full) {
        recordIsFull = full;
    }

    /** The power is back. */
    void restart(Loss loss) {
        steps = Integer.MAX_VALUE;
        for (Map.Entry<String, byte[]> file : Map.copyOf(seen).entrySet()) {
            byte[] safe = sure.getOrDefault(file.getKey(), new byte[0]);
            if (loss == Loss.ZEROS) {
                seen.put(file.getKey(), Arrays.copyOf(safe, file.getValue().length));
            } else if (loss == Loss.GONE) {
                seen.put(file.getKey(), safe);
            }
            sure.put(file.getKey(), seen.get(file.getKey()));
        }
    }

    /** Returns what is in a file. */
    byte[] bytes(Path file) {
        return seen.getOrDefault(String.valueOf(file.getFileName()), new byte[0])
                .clone();
    }

    /** Changes a bit of a file. */
    void damage(Path file) {
        byte[] other = bytes(file);
        other[0] ^= 1;
        seen.put(String.valueOf(file.getFileName()), other);
    }

    private void step() {
        if (steps-- == 0) {
            throw new Cut();
        }
    }

    @Override
    public long length(String name) {
        return seen.getOrDefault(name, new byte[0]).length;
    }

    @Override
    public void append(String name, byte[] bytes, int from, int length) throws IOException {
        int half = length / 2;
        step();
        add(name, bytes, from, half);
        step();
        add(name, bytes, from + half, length - half);
        step();
    }

    private void add(String name, byte[] bytes, int from, int count) throws IOException {
        long used = seen.values().stream().mapToLong(file -> file.length).sum();
        int taken = (int) Math.min(count, room - used);
        byte[] before = seen.getOrDefault(name, new byte[0]);
        byte[] after = Arrays.copyOf(before, before.length + taken);
        System.arraycopy(bytes, from, after, before.length, taken);
        seen.put(name, after);
        if (taken < count) {
            throw new IOException("no space left");
        }
    }

    @Override
    public void cut(String name, long length) {
        step();
        seen.computeIfPresent(name, (same, bytes) -> Arrays.copyOf(bytes, (int) length));
        sync(name);
    }

    @Override
    public void sync(String name) {
        step();
        sure.put(name, seen.get(name));
        step();
    }

    @Override
    public void delete(String name) {
        step();
        seen.remove(name);
        sure.remove(name);
        step();
    }

    @Override
    public InputStream read(String name) throws IOException {
        if (!seen.containsKey(name)) {
            throw new FileNotFoundException(name);
        }
        return new ByteArrayInputStream(seen.get(name));
    }

    @Override
    public Path path(String name) {
        return Path.of(name);
    }

    /** Returns the record. */
    Keep keep() {
        return new Keep() {
            @Override
            public Optional<byte[]> read() {
                return record.map(byte[]::clone);
            }

            @Override
            public void replace(byte[] bytes) {
                if (recordIsFull) {
                    throw new ClientException("the disk is full");
                }
                step();
                record = Optional.of(bytes.clone());
                step();
            }

            @Override
            public void close() {}
        };
    }
}
