package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the contract tests share: an open store in an empty database, and ways to close, reopen and damage it. */
abstract class StoreContract {
    static final BareJid ALICE = BareJid.of("alice@example.org");
    static final BareJid BOB = BareJid.of("bob@example.org");
    static final BareJid CAROL = BareJid.of("carol@other.example");

    final SteppingClock clock = new SteppingClock();
    final List<StoreDamage> damage = new CopyOnWriteArrayList<>();

    @TempDir
    Path temporary;

    private final TestDatabase database;
    private Path directory = Path.of("");
    private StoreUrl url = StoreUrl.of("sqlite:none");
    private DataLock lock;
    private Store store;

    // Lock, store and temporary are set before each test.
    @SuppressWarnings("NullAway.Init")
    StoreContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void openEmpty() throws Exception {
        directory = temporary.resolve("data");
        lock = DataLock.take(directory);
        url = database.create(directory);
        store = open();
    }

    @AfterEach
    void close() {
        store.close();
        lock.close();
    }

    /** The quotas of the store; a contract that tests them makes them small. */
    AccountQuotas quotas() {
        return AccountQuotas.DEFAULT;
    }

    final Store store() {
        return store;
    }

    final Store reopen() {
        store.close();
        store = open();
        return store;
    }

    final StoreUrl url() {
        return url;
    }

    final Path directory() {
        return directory;
    }

    final void createAccounts(BareJid... addresses) {
        for (BareJid address : addresses) {
            await(store.accounts().create(TestAccounts.of(address)));
        }
    }

    /** Returns the beginning of an account's archive. */
    final List<StoredMessage> archived(BareJid owner) {
        return await(store.archive().page(ArchiveQuery.of(owner, new ArchiveQuery.Page(false, 30, Integer.MAX_VALUE))))
                .orElseThrow()
                .messages();
    }

    /** Runs a statement behind the store's back. */
    final int tamper(String sql, Object... values) throws SQLException {
        try (Connection connection = database.connect(directory, url);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    final void knows(BareJid account, BareJid contact, Subscription granted) {
        done(store.rosters()
                .put(
                        account,
                        contact,
                        Optional.of(new RosterItem(Optional.empty(), granted, false, false, List.of()))));
    }

    static <T> T await(CompletableFuture<T> future) {
        return Store.await(future);
    }

    static <T> T done(CompletableFuture<Outcome<T>> future) {
        return switch (Store.await(future)) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome.Refused<T>(Refusal reason) -> throw new AssertionError("refused: " + reason);
        };
    }

    static <T> Refusal refused(CompletableFuture<Outcome<T>> future) {
        return switch (Store.await(future)) {
            case Outcome.Done<T>(T value) -> throw new AssertionError("not refused: " + value);
            case Outcome.Refused<T>(Refusal reason) -> reason;
        };
    }

    private Store open() {
        StoreSettings settings = new StoreSettings(url, WorkLimits.DEFAULT, quotas(), damage::add);
        return Store.open(settings, lock, clock, new SecureRandom());
    }
}
