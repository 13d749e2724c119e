package im.redoubt.server.store;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/** The store on a database engine. */
final class JdbcStore implements Store {
    private final Engine engine;
    private final Access access;
    private final WorkLimits limits;
    private final SqlMessageLog messages;
    private final MessageIds ids;

    private JdbcStore(Engine engine, Access access, WorkLimits limits, MessageIds ids) {
        this.engine = engine;
        this.access = access;
        this.limits = limits;
        this.messages = new SqlMessageLog(access, ids);
        this.ids = ids;
    }

    static JdbcStore open(StoreSettings settings, DataLock data, InstantSource clock, SecureRandom random) {
        try {
            Engine engine = settings.url().isPostgresql()
                    ? PostgresEngine.open(settings.url(), settings.work())
                    : SqliteEngine.open(settings.url(), data.directory());
            try {
                return start(engine, settings, clock, random);
            } catch (SQLException | StoreException e) {
                engine.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new StoreException(
                    StoreProblem.UNAVAILABLE,
                    "The store " + settings.url() + " cannot be opened: " + e.getMessage()
                            + ". If the file is damaged, restore a backup; if it is a server, check that it runs.",
                    e);
        }
    }

    private static JdbcStore start(Engine engine, StoreSettings settings, InstantSource clock, SecureRandom random)
            throws SQLException {
        new Migrator(Migration.load(engine.migrations()), clock).migrate(engine.writer());
        MessageIds ids = new MessageIds(clock, random, SqlMessageLog.lastId(engine.writer()));
        GroupWriter writer = new GroupWriter(engine, settings.work(), new LastIdKeeper(ids));
        WorkLimits work = settings.work();
        Access access = new Access(
                writer,
                new ReadPool(engine, "store-reader-", work.readers(), work.queuedReads()),
                new ReadPool(engine, "store-archive-reader-", work.archiveReaders(), work.queuedReads()),
                new DamageLog(settings.damage()),
                clock,
                random,
                settings.quotas(),
                new ArchiveGrowth(settings.quotas().archiveBytes()));
        writer.start();
        return new JdbcStore(engine, access, settings.work(), ids);
    }

    @Override
    public Accounts accounts() {
        return new SqlAccounts(access);
    }

    @Override
    public KnownSources knownSources() {
        return new SqlKnownSources(access);
    }

    @Override
    public ClientAccess clients() {
        return new SqlClientAccess(access);
    }

    @Override
    public Rosters rosters() {
        return new SqlRosters(access);
    }

    @Override
    public BlockedAddresses blockedAddresses() {
        return new SqlBlockedAddresses(access);
    }

    @Override
    public Admissions admissions() {
        return new SqlAdmissions(access);
    }

    @Override
    public CountedStreams countedStreams() {
        return new SqlCountedStreams(access);
    }

    @Override
    public Hibernation hibernation() {
        return new SqlHibernation(access);
    }

    @Override
    public MessageLog messages() {
        return messages;
    }

    @Override
    public Archive archive() {
        return new SqlArchive(access);
    }

    @Override
    public PrivateData privateData() {
        return new SqlPrivateData(access);
    }

    @Override
    public VCards vCards() {
        return new SqlVCards(access);
    }

    @Override
    public PersonalNodes personalNodes() {
        return new SqlPersonalNodes(access);
    }

    @Override
    public NodeSubscriptions nodeSubscriptions() {
        return new SqlNodeSubscriptions(access);
    }

    @Override
    public Quarantine quarantine() {
        return new SqlQuarantine(access, ids);
    }

    @Override
    public Invitations invitations() {
        return new SqlInvitations(access);
    }

    @Override
    public StoreHealth health() {
        WriteQueue queue = access.writer().queue();
        return new StoreHealth(
                access.writer().failure().map(e -> String.valueOf(e.getMessage())),
                access.writer().trouble().map(e -> String.valueOf(e.getMessage())),
                queue.operations(),
                queue.bytes(),
                access.damage().rows());
    }

    @Override
    public CompletableFuture<Void> attempt() {
        return access.write(
                        Access.SMALL,
                        db -> db.sql("UPDATE store_state SET last_message_id = last_message_id")
                                .update())
                .thenApply(done -> null);
    }

    @Override
    public CompletableFuture<Void> probe() {
        return access.read(db -> db.sql("SELECT 1 FROM store_state").count()).thenApply(one -> null);
    }

    @Override
    public boolean congested() {
        WriteQueue queue = access.writer().queue();
        return queue.operations() > limits.queuedOperations() / 2 || queue.bytes() > limits.queuedBytes() / 2;
    }

    @Override
    public void close() {
        access.writer().close();
        access.reader().close();
        access.archiveReader().close();
        try {
            engine.close();
        } catch (SQLException e) {
            throw new StoreException(
                    StoreProblem.UNAVAILABLE, "The database did not close well; what was acknowledged is on disk.", e);
        }
    }
}
