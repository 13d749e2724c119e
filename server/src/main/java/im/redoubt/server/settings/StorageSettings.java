package im.redoubt.server.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where everything is kept.
 *
 * @param url the store, without a password
 * @param passwordFile file of mode 0600 with the password for a PostgreSQL database
 * @param archiveAge how old messages in archives become
 */
public record StorageSettings(StoreUrl url, Optional<Path> passwordFile, Duration archiveAge) {
    static final Key<StoreUrl> URL = Key.of(
            "store.url",
            Types.text("\"sqlite:FILE\" or \"postgresql://user@host/database\"", StoreUrl::parse),
            new StoreUrl.Sqlite("redoubt.db"),
            "Where accounts and messages are kept: \"sqlite:FILE\" (in the data directory) or"
                    + " \"postgresql://user@host:port/database?sslmode=verify-full\".");

    static final Key<Optional<Path>> PASSWORD_FILE = Key.of(
            "store.password_file",
            Types.OPTIONAL_PATH,
            Optional.empty(),
            "File with the password for the database on its first line, readable by its owner only (mode 0600).");

    static final Key<Integer> ARCHIVE_DAYS = Key.of(
            "store.archive_days",
            Types.integer(1, 36_500),
            365,
            "Days after which messages leave the archives of accounts. What waits for somebody stays.");

    static final List<Key<?>> KEYS = List.of(URL, PASSWORD_FILE, ARCHIVE_DAYS, FilterSettings.QUARANTINE_AGE);

    static StorageSettings from(SettingValues values) {
        return new StorageSettings(
                values.get(URL), values.get(PASSWORD_FILE), Duration.ofDays(values.get(ARCHIVE_DAYS)));
    }
}
