package im.redoubt.server.event;

import java.nio.file.Path;

/**
 * Where security events go and how many.
 *
 * @param directory the directory of the files, made with mode 0700 if it is not there
 * @param fileBytes when a file is full and the next begins, in bytes
 * @param files how many files are kept, with the one that is written
 * @param queueEvents how many events may wait for the disk
 * @param perMinute how many events of one kind that strangers can cause are written in a minute; ten times as many of
 *     the other kinds
 */
public record EventLogSettings(Path directory, long fileBytes, int files, int queueEvents, int perMinute) {

    private static final long LEAST_FILE_BYTES = 16_384;

    /** Checks the numbers. */
    public EventLogSettings {
        if (fileBytes < LEAST_FILE_BYTES || files < 2 || queueEvents < 1 || perMinute < 1) {
            throw new IllegalArgumentException(
                    "security events need files of at least 16 KiB, two of them, and room for one event");
        }
    }

    /**
     * Ten files of 10 MiB and 60 events per minute: with every kind flooded all the time they reach back ten hours.
     *
     * @param directory the directory of the files
     * @return the settings
     */
    public static EventLogSettings of(Path directory) {
        return new EventLogSettings(directory, 10L << 20, 10, 4096, 60);
    }
}
