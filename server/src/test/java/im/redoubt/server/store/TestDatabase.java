package im.redoubt.server.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** A place for an empty store, which tests can also look into behind the store's back. */
interface TestDatabase {
    /** Returns the address of an empty database that belongs to this directory. */
    StoreUrl create(Path directory) throws Exception;

    /** Connects to it without the store. */
    Connection connect(Path directory, StoreUrl url) throws SQLException;
}
