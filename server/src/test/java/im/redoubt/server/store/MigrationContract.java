package im.redoubt.server.store;

import static im.redoubt.server.store.StoreContract.ALICE;
import static im.redoubt.server.store.StoreContract.BOB;
import static im.redoubt.server.store.StoreContract.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an earlier version kept is there after the upgrade, on any engine. */
abstract class MigrationContract {
    private static final MessageId FIRST = new MessageId(1 << 20, 1);
    private static final MessageId SECOND = new MessageId(2 << 20, 2);

    private final SteppingClock clock = new SteppingClock();
    private final List<StoreDamage> damage = new ArrayList<>();
    private final TestDatabase database;

    @TempDir
    Path directory = Path.of("");

    MigrationContract(TestDatabase database) {
        this.database = database;
    }

    @FunctionalInterface
    private interface Filling {
        void into(SqlSession db) throws SQLException;
    }

    /** Makes a database of a version, and fills it as that version did. */
    private StoreUrl filled(int version, Filling filling) throws Exception {
        StoreUrl url = database.create(directory);
        try (Engine engine =
                url.isPostgresql() ? PostgresEngine.open(url, WorkLimits.DEFAULT) : SqliteEngine.open(url, directory)) {
            List<Migration> steps = Migration.load(engine.migrations());
            new Migrator(steps.subList(0, version), clock).migrate(engine.writer());
            SqlSession db = engine.writer().begin();
            AccountRows.create(db, TestAccounts.of(ALICE), clock.millis());
            AccountRows.create(db, TestAccounts.of(BOB), clock.millis());
            filling.into(db);
            engine.writer().commit();
        }
        return url;
    }

    private Store open(StoreUrl url, DataLock lock) {
        return Store.open(
                new StoreSettings(url, WorkLimits.DEFAULT, AccountQuotas.DEFAULT, damage::add),
                lock,
                clock,
                new SecureRandom());
    }

    private int rows(StoreUrl url, String update) throws SQLException {
        try (Connection connection = database.connect(directory, url);
                PreparedStatement statement = connection.prepareStatement(update)) {
            return statement.executeUpdate();
        }
    }

    @Test
    @Tag("SRV-05")
    @Tag("C-115")
    void whatWaitedUnderACursorWaits() throws Exception {
        StoreUrl url = filled(2, db -> {
            for (MessageId id : List.of(FIRST, SECOND)) {
                MessageRows.insertBody(db, id, clock.millis(), TestMessages.waiting(BOB, ALICE, "m" + id.low()), 1);
                db.sql("""
                        INSERT INTO message_owner (owner, id, incoming, peer, keep, size) VALUES (?, ?, 1, ?, 1, 6)
                        """).address(ALICE).id(id).address(BOB).update();
            }
            db.sql("INSERT INTO offline_cursor (account, last_id, pending_count, pending_bytes) VALUES (?, ?, 2, 12)")
                    .address(ALICE)
                    .id(MessageId.START)
                    .update();
        });
        try (DataLock lock = DataLock.take(directory);
                Store store = open(url, lock)) {
            OfflinePage page = await(store.messages().pendingOffline(ALICE, MessageId.START, 10, Integer.MAX_VALUE));
            assertThat(TestMessages.texts(page.messages())).containsExactly("m1", "m2");
            assertThat(page.messages()).extracting(StoredMessage::archived).containsOnly(false);
            assertThat(await(store.messages().offlineBacklog(ALICE))).isEqualTo(new Backlog(2, 12));
            assertThat(await(store.archive().ends(ALICE))).isEmpty();
            MessageId next = StoreContract.done(store.messages().append(TestMessages.waiting(BOB, ALICE, "new")));
            assertThat(next).isGreaterThan(SECOND);
            await(store.messages().delivered(ALICE, List.of(FIRST)));
            assertThat(rows(url, "UPDATE message SET flags = flags")).isEqualTo(2);
            await(store.accounts().delete(ALICE));
            assertThat(rows(url, "UPDATE message SET flags = flags"))
                    .as("each body had one who refers to it")
                    .isZero();
            assertThat(damage).isEmpty();
        }
    }

    /** Archives from before sizes were kept are measured by the upgrade, so that pages and quotas hold for them. */
    @Test
    @Tag("SRV-05")
    @Tag("D-105")
    void whatWasArchivedIsMeasured() throws Exception {
        StoreUrl url = filled(3, db -> {
            for (MessageId id : List.of(FIRST, SECOND)) {
                NewMessage message = TestMessages.archived(BOB, ALICE, "x".repeat(70_000));
                MessageRows.insertBody(db, id, clock.millis(), message, 1);
                db.sql("INSERT INTO archive_entry (owner, id, peer) VALUES (?, ?, ?)")
                        .address(ALICE)
                        .id(id)
                        .address(BOB)
                        .update();
            }
        });
        try (DataLock lock = DataLock.take(directory);
                Store store = open(url, lock)) {
            assertThat(rows(url, "UPDATE archive_entry SET size = size WHERE size = 70004"))
                    .isEqualTo(2);
            ArchivePage page = await(
                            store.archive().page(ArchiveQuery.of(ALICE, new ArchiveQuery.Page(false, 100, 65_536))))
                    .orElseThrow();
            assertThat(page.messages()).extracting(StoredMessage::id).containsExactly(FIRST);
            assertThat(page.complete()).isFalse();
        }
    }
}
