package im.redoubt.server.store;

final class PostgresEngine {
    static Engine open(StoreUrl url, WorkLimits work) throws java.sql.SQLException {
        throw new IllegalStateException();
    }
}
