package im.redoubt.server.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A SQLite file in the test's directory. */
final class SqliteDatabase implements TestDatabase {
    @Override
    public StoreUrl create(Path directory) {
        return StoreUrl.of("sqlite:redoubt.db");
    }

    @Override
    public Connection connect(Path directory, StoreUrl url) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(url.rest()));
    }
}
