package im.redoubt.server.store;

import static im.redoubt.server.store.StoreContract.ALICE;
import static im.redoubt.server.store.StoreContract.BOB;
import static im.redoubt.server.store.StoreContract.await;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an earlier version kept is there after the upgrade, on any engine. */
abstract class MigrationContract {
    private static final MessageId FIRST = new MessageId(1 << 20, 1);
    private static final MessageId SECOND = new MessageId(2 << 20, 2);

    private static final MessageId UNDERWAY = new MessageId((1 << 30) + 3, 3);
    private static final MessageId OWED = new MessageId((1 << 30) + 1, 7);

    /** More than the upgrade moves at once. */
    private static final int MANY = 1_100;

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
            for (BareJid address : List.of(BOB, ALICE)) {
                insertAccount(db, address, clock.millis());
            }
            filling.into(db);
            engine.writer().commit();
        }
        return url;
    }

    private static void insertAccount(SqlSession db, BareJid address, long now) throws SQLException {
        db.sql("""
                INSERT INTO account (address, format, created_at, admin, checksum, roster_version, roster_floor)
                VALUES (?, 1, ?, 0, ?, ?, ?)
                """)
                .address(address)
                .number(now)
                .number(AccountRows.checksum(address, now, false))
                .number(now)
                .number(now)
                .update();
    }

    private static void insertBody(SqlSession db, MessageId id, long now, NewMessage message, int refs)
            throws SQLException {
        MessageHeader header = message.header();
        db.sql("""
                INSERT INTO message (id, format, received_at, kind, flags, sender, recipient, stanza_id, language,
                    content, checksum, refs)
                VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .id(id)
                .number(now)
                .number(header.kind().code())
                .number(header.flags())
                .address(header.from())
                .address(header.to())
                .text(header.stanzaId())
                .text(header.language())
                .bytes(message.content().shared())
                .number(MessageRows.checksum(id, now, header, message.content()))
                .number(refs)
                .update();
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
                insertBody(db, id, clock.millis(), TestMessages.waiting(BOB, ALICE, "m" + id.low()), 1);
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
                insertBody(db, id, clock.millis(), message, 1);
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

    /** Messages and accounts have numbers since version 13: everybody has what he had, in the same order, under the same ids. */
    @Test
    @Tag("SRV-05")
    @Tag("C-115")
    void whatWasArchivedUnderLongIdsIsThereByNumber() throws Exception {
        StoreUrl url = filled(12, db -> {
            for (int i = 1; i <= MANY; i++) {
                MessageId id = new MessageId((long) i << 31, -i);
                NewMessage message = TestMessages.archived(BOB, ALICE, "m" + i);
                insertBody(db, id, clock.millis(), message, 3);
                insertEntry(db, ALICE, id, BOB);
                insertEntry(db, BOB, id, ALICE);
                db.sql("INSERT INTO message_waiting (account, id, size) VALUES (?, ?, 9)")
                        .address(ALICE)
                        .id(id)
                        .update();
            }
            insertUnderway(db, UNDERWAY);
            insertUnderway(db, OWED);
            insertOwed(db, OWED);
            db.sql("INSERT INTO offline_backlog (account, pending_count, pending_bytes) VALUES (?, ?, ?)")
                    .address(ALICE)
                    .number(MANY)
                    .number(9L * MANY)
                    .update();
        });
        try (DataLock lock = DataLock.take(directory);
                Store store = open(url, lock)) {
            for (BareJid owner : List.of(ALICE, BOB)) {
                BareJid peer = owner.equals(ALICE) ? BOB : ALICE;
                for (Optional<Jid> with : List.of(Optional.<Jid>empty(), Optional.<Jid>of(peer))) {
                    ArchiveQuery all = new ArchiveQuery(
                            owner,
                            with,
                            Optional.empty(),
                            MessageId.START,
                            MessageId.END,
                            new ArchiveQuery.Page(false, MANY, Integer.MAX_VALUE));
                    List<StoredMessage> found =
                            await(store.archive().page(all)).orElseThrow().messages();
                    assertThat(found)
                            .extracting(StoredMessage::id)
                            .isEqualTo(IntStream.rangeClosed(1, MANY)
                                    .mapToObj(i -> new MessageId((long) i << 31, -i))
                                    .toList());
                    assertThat(TestMessages.texts(found)).startsWith("m1", "m2").endsWith("m" + MANY);
                }
            }
            OfflinePage page = await(store.messages().pendingOffline(ALICE, MessageId.START, MANY, Integer.MAX_VALUE));
            assertThat(page.messages())
                    .hasSize(MANY)
                    .extracting(StoredMessage::archived)
                    .containsOnly(true);
            assertThat(await(store.messages().offlineBacklog(BOB))).isEqualTo(Backlog.NONE);

            assertThat(rows(url, "UPDATE hibernated_stanza SET owed = owed WHERE owed = 1073741825 AND owed_nonce = 7"))
                    .isOne();
            assertThat(damage).isEmpty();
            await(store.hibernation().takeAll());
            assertThat(TestMessages.texts(await(store.messages().pendingOffline(BOB, MessageId.START, 9, 99_999))
                            .messages()))
                    .as("nobody answers for it")
                    .containsExactly("underway");
            createdAfter(store, url);
            await(store.accounts().delete(ALICE));
            await(store.accounts().delete(BOB));
            assertThat(rows(url, "UPDATE message SET flags = flags")).isZero();
        }
    }

    private void insertUnderway(SqlSession db, MessageId id) throws SQLException {
        insertBody(db, id, clock.millis(), TestMessages.waiting(ALICE, BOB, "underway"), 1);
        db.sql("INSERT INTO message_underway (id, account, size) VALUES (?, ?, 9)")
                .id(id)
                .address(BOB)
                .update();
    }

    private static void insertOwed(SqlSession db, MessageId id) throws SQLException {
        db.sql("""
                INSERT INTO hibernated_session (id, account, address, handled, expires_at, format, content, checksum)
                VALUES ('s', ?, ?, 0, 0, 1, ?, 0)
                """)
                .address(BOB)
                .address(BOB.withResource("r"))
                .bytes(new byte[1])
                .update();
        db.sql("""
                INSERT INTO hibernated_stanza
                    (session, position, place, sent_at, claim_group, claim_left, owed, format, content, checksum)
                VALUES ('s', 0, 0, 0, 0, 0, ?, 1, ?, 0)
                """).id(id).bytes(new byte[1]).update();
    }

    /** A new account has a number of its own. */
    private void createdAfter(Store store, StoreUrl url) throws SQLException {
        StoreContract.done(store.accounts().create(TestAccounts.of(StoreContract.CAROL)));
        assertThat(rows(url, "UPDATE account SET admin = admin WHERE number IN (1, 2, 3)"))
                .isEqualTo(3);
        await(store.accounts().delete(StoreContract.CAROL));
        StoreContract.done(store.accounts().create(TestAccounts.of(StoreContract.CAROL)));
        assertThat(rows(url, "UPDATE account SET admin = admin WHERE number = 4"))
                .as("no number comes again")
                .isOne();
        await(store.accounts().delete(StoreContract.CAROL));
    }

    private static void insertEntry(SqlSession db, BareJid owner, MessageId id, BareJid peer) throws SQLException {
        db.sql("INSERT INTO archive_entry (owner, id, peer, size) VALUES (?, ?, ?, 9)")
                .address(owner)
                .id(id)
                .address(peer)
                .update();
    }
}
