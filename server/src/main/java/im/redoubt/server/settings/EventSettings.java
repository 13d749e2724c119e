package im.redoubt.server.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where security events are written.
 *
 * @param directory made with mode 0700 when it is not there
 * @param maxFileBytes size at which the next file is begun
 * @param files how many are kept; the oldest goes first
 * @param queuedEvents how many may wait for the disk
 * @param perMinute how many of one kind that strangers can cause are written in a minute
 * @param certificateWarning how long before the end of the certificate its events begin
 * @param syslog who else gets them
 */
public record EventSettings(
        Path directory,
        long maxFileBytes,
        int files,
        int queuedEvents,
        int perMinute,
        Duration certificateWarning,
        Optional<SyslogSettings> syslog) {
    static final Key<Path> DIRECTORY = Key.derived(
            "events.directory",
            Types.PATH,
            values -> values.get(Settings.DATA).resolve("events"),
            "Directory of the security events: JSON lines in the Elastic Common Schema, chained by hashes.");

    static final Key<Long> MAX_FILE_BYTES = Key.of(
            "events.max_file_bytes",
            Types.longInteger(65_536, 1L << 30),
            16L << 20,
            "Bytes after which the next file is begun.");

    static final Key<Integer> FILES =
            Key.of("events.files", Types.integer(2, 1_000), 10, "Files that are kept; the oldest goes first.");

    static final Key<Integer> QUEUED_EVENTS = Key.of(
            "events.queued_events",
            Types.integer(64, 1_000_000),
            4_096,
            "Events that may wait for the disk; more are counted and lost.");

    static final Key<Integer> PER_MINUTE = Key.of(
            "events.per_minute",
            Types.integer(1, 100_000),
            60,
            "Events of one kind that strangers can cause, written in a minute; ten times as many of other kinds.");

    static final Key<Duration> CERTIFICATE_WARNING = Key.of(
            "events.certificate_warning_days",
            Types.duration(ChronoUnit.DAYS, 1, 365),
            Duration.ofDays(14),
            "Days before the end of the certificate from which on an event says so every day.");

    static final List<Key<?>> KEYS = Stream.of(
                    List.<Key<?>>of(DIRECTORY, MAX_FILE_BYTES, FILES, QUEUED_EVENTS, PER_MINUTE, CERTIFICATE_WARNING),
                    SyslogSettings.KEYS)
            .<Key<?>>flatMap(List::stream)
            .toList();

    static EventSettings from(SettingValues values) {
        return new EventSettings(
                values.get(DIRECTORY),
                values.get(MAX_FILE_BYTES),
                values.get(FILES),
                values.get(QUEUED_EVENTS),
                values.get(PER_MINUTE),
                values.get(CERTIFICATE_WARNING),
                SyslogSettings.from(values));
    }
}
