package im.redoubt.server.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** SQLite in a file of the data directory: write-ahead log, one writer, readers that cannot write. */
final class SqliteEngine implements Engine {
    /** "RDBT", so that a database of another program is not mistaken for ours. */
    private static final long APPLICATION_ID = 0x52444254;

    private static final int BUSY_MILLIS = 5_000;
    private static final int PRIMARY_CODE = 0xff;

    private final Path file;
    private final SqliteWriter writer;
    private final ConcurrentLinkedQueue<SqlSession> idle = new ConcurrentLinkedQueue<>();

    private SqliteEngine(Path file, SqliteWriter writer) {
        this.file = file;
        this.writer = writer;
    }

    static SqliteEngine open(StoreUrl url, Path directory) throws SQLException {
        Path file = directory.resolve(url.rest()).normalize();
        if (!directory.equals(file.getParent()) || file.toString().indexOf('?') >= 0) {
            throw new StoreException(
                    StoreProblem.MISCONFIGURED,
                    "store.url must name a file in the data directory " + directory
                            + ", whose lock protects it; for example \"sqlite:redoubt.db\"");
        }
        try {
            DataLock.createPrivateFile(file);
        } catch (IOException e) {
            throw new StoreException(
                    StoreProblem.MISCONFIGURED, "The database " + file + " cannot be made: " + e.getMessage(), e);
        }
        SqlSession session = new SqlSession(connect(file, writing()));
        try {
            claim(session, file);
            return new SqliteEngine(file, new SqliteWriter(session));
        } catch (SQLException | StoreException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public WriterConnection writer() {
        return writer;
    }

    @Override
    public SqlSession borrow() throws SQLException {
        SqlSession session = idle.poll();
        return session != null ? session : new SqlSession(connect(file, reading()));
    }

    @Override
    public void giveBack(SqlSession session, boolean broken) throws SQLException {
        if (broken) {
            session.close();
        } else {
            idle.add(session);
        }
    }

    @Override
    public void beginSnapshot(SqlSession session) throws SQLException {
        session.sql("BEGIN").update();
    }

    @Override
    public void endSnapshot(SqlSession session) throws SQLException {
        session.sql("ROLLBACK").update();
    }

    @Override
    public Fault classify(SQLException error) {
        if (!(error instanceof SQLiteException known)) {
            return Fault.OPERATION;
        }
        SQLiteErrorCode code = known.getResultCode();
        return switch (code) {
            case SQLITE_CONSTRAINT_FOREIGNKEY -> Fault.NO_ACCOUNT;
            case SQLITE_IOERR_SHMSIZE -> Fault.FULL;
            default -> classify(code);
        };
    }

    private static Fault classify(SQLiteErrorCode code) {
        return switch (SQLiteErrorCode.getErrorCode(code.code & PRIMARY_CODE)) {
            case SQLITE_FULL -> Fault.FULL;
            case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_NOMEM, SQLITE_INTERRUPT -> Fault.UNAVAILABLE;
            case SQLITE_IOERR,
                    SQLITE_CORRUPT,
                    SQLITE_NOTADB,
                    SQLITE_CANTOPEN,
                    SQLITE_READONLY,
                    SQLITE_PERM,
                    SQLITE_PROTOCOL -> Fault.BROKEN;
            default -> Fault.OPERATION;
        };
    }

    @Override
    public String migrations() {
        return "sqlite";
    }

    /** Closes the readers, then the writer, which tidies up the write-ahead log. */
    @Override
    public void close() throws SQLException {
        for (SqlSession session = idle.poll(); session != null; session = idle.poll()) {
            session.close();
        }
        writer.close();
    }

    private static void claim(SqlSession session, Path file) throws SQLException {
        long id = session.sql("PRAGMA application_id").count();
        if (id == APPLICATION_ID) {
            return;
        }
        boolean used = session.sql("SELECT 1 FROM sqlite_schema LIMIT 1").matches();
        if (id != 0 || used) {
            throw new StoreException(
                    StoreProblem.MISCONFIGURED,
                    file + " is a database of another program. Name another file in store.url.");
        }
        session.sql("PRAGMA application_id = 1380205140").update();
    }

    private static Connection connect(Path file, SQLiteConfig config) throws SQLException {
        return config.createConnection("jdbc:sqlite:" + file);
    }

    /**
     * FULL makes every commit wait for fsync. Checkpoints are ours to call, so that their errors are seen. The driver would ask
     * for the number of the row behind every insert, with a statement that it prepares anew, and nobody reads it.
     */
    private static SQLiteConfig writing() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setGetGeneratedKeys(false);
        return config;
    }

    private static SQLiteConfig reading() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setReadOnly(true);
        return config;
    }
}
