package im.redoubt.server.store;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Brings the schema up to date. All missing steps happen in one transaction, so that a step that fails, or a process that
 * is killed meanwhile, leaves the data as it was; the next start tries again.
 */
final class Migrator {
    private final List<Migration> steps;
    private final InstantSource clock;

    Migrator(List<Migration> steps, InstantSource clock) {
        this.steps = steps;
        this.clock = clock;
    }

    /**
     * Applies what is missing.
     *
     * @throws StoreException if the database is newer, its history is not ours, or a step fails
     */
    void migrate(WriterConnection connection) throws SQLException {
        SqlSession db = connection.begin();
        try {
            Map<Integer, String> applied = history(db);
            check(applied);
            for (Migration step : steps) {
                if (!applied.containsKey(step.version())) {
                    apply(db, step);
                }
            }
            connection.commit();
        } catch (SQLException | StoreException e) {
            connection.rollback();
            throw e;
        }
    }

    private static Map<Integer, String> history(SqlSession db) throws SQLException {
        db.sql("""
                CREATE TABLE IF NOT EXISTS schema_history (
                    version INTEGER NOT NULL PRIMARY KEY,
                    name TEXT NOT NULL,
                    checksum TEXT NOT NULL,
                    applied_at BIGINT NOT NULL
                )
                """).update();
        Map<Integer, String> applied = new TreeMap<>();
        db.sql("SELECT version, checksum FROM schema_history")
                .list(row -> applied.put(row.getInt(1), row.getString(2)));
        return applied;
    }

    private void check(Map<Integer, String> applied) {
        for (Map.Entry<Integer, String> entry : applied.entrySet()) {
            int version = entry.getKey();
            if (version > steps.size()) {
                throw new StoreException(
                        StoreProblem.NEWER,
                        "The database has version " + version + ", and this program knows versions up to "
                                + steps.size()
                                + ". Run the newer program, or restore the backup from before the upgrade.");
            }
            if (!steps.get(version - 1).checksum().equals(entry.getValue())) {
                throw new StoreException(
                        StoreProblem.MISCONFIGURED,
                        "Version " + version + " of the database is not that of this program."
                                + " Run the program that made it, or restore a backup.");
            }
        }
    }

    private void apply(SqlSession db, Migration step) throws SQLException {
        for (String statement : step.statements()) {
            run(db, step, statement);
        }
        step.move().run(db);
        db.sql("INSERT INTO schema_history (version, name, checksum, applied_at) VALUES (?, ?, ?, ?)")
                .number(step.version())
                .text(step.name())
                .text(step.checksum())
                .number(clock.millis())
                .update();
    }

    /** The only SQL that is no constant of the source: a statement of a file of this program. */
    private static void run(SqlSession db, Migration step, String sql) throws SQLException {
        try (Statement statement = db.connection().createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new StoreException(
                    StoreProblem.UNAVAILABLE,
                    "The upgrade of the database to version " + step.version() + " failed (" + e.getMessage()
                            + "). The data is as it was before; the program of before still opens it.",
                    e);
        }
    }
}
