package im.redoubt.server.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where everything is kept.
 *
 * @param url the store, without a password
 * @param passwordFile file of mode 0600 with the password for a PostgreSQL database
 */
public record StorageSettings(StoreUrl url, Optional<Path> passwordFile) {
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

    static final List<Key<?>> KEYS = List.of(URL, PASSWORD_FILE);

    static StorageSettings from(SettingValues values) {
        return new StorageSettings(values.get(URL), values.get(PASSWORD_FILE));
    }
}
