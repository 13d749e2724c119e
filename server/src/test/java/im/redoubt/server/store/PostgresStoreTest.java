package im.redoubt.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.testkit.postgres.PostgresServer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contracts on PostgreSQL, and what is special about it. */
@Tag("postgres")
class PostgresStoreTest {
    private static Optional<PostgresServer> running = Optional.empty();

    private static final TestDatabase POSTGRES = new TestDatabase() {
        @Override
        public StoreUrl create(Path directory) throws Exception {
            return StoreUrl.of(server().create());
        }

        @Override
        public Connection connect(Path directory, StoreUrl url) throws SQLException {
            return server().connect(url.rest());
        }
    };

    @BeforeAll
    static void startServer() throws Exception {
        Optional<Path> programs = PostgresServer.programs();
        running = Optional.of(
                PostgresServer.start(programs.orElseThrow(() -> new AssertionError("PostgreSQL is not installed"))));
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (running.isPresent()) {
            running.get().close();
        }
    }

    private static PostgresServer server() {
        return running.orElseThrow();
    }

    @Nested
    class OfAccounts extends AccountsContract {
        OfAccounts() {
            super(POSTGRES);
        }
    }

    @Nested
    class OfAccountDeletion extends AccountDeletionContract {
        OfAccountDeletion() {
            super(POSTGRES);
        }
    }

    @Nested
    class OfRosters extends RostersContract {
        OfRosters() {
            super(POSTGRES);
        }
    }

    @Nested
    class OfMessageLog extends MessageLogContract {
        OfMessageLog() {
            super(POSTGRES);
        }
    }

    @Nested
    class OfAccountData extends AccountDataContract {
        OfAccountData() {
            super(POSTGRES);
        }
    }

    @Nested
    class OfAdmissions extends AdmissionsContract {
        OfAdmissions() {
            super(POSTGRES);
        }
    }

    @Nested
    class OfBlockedAddresses extends BlockedAddressesContract {
        OfBlockedAddresses() {
            super(POSTGRES);
        }
    }

    @Nested
    class OfCountedStreams extends CountedStreamsContract {
        OfCountedStreams() {
            super(POSTGRES);
        }
    }

    @Nested
    class OfHibernation extends HibernationContract {
        OfHibernation() {
            super(POSTGRES);
        }
    }

    @Nested
    class OfUnderway extends UnderwayContract {
        OfUnderway() {
            super(POSTGRES);
        }
    }

    @Nested
    class OfPersonalNodes extends PersonalNodesContract {
        OfPersonalNodes() {
            super(POSTGRES);
        }
    }

    @Nested
    class OfNodeSubscriptions extends NodeSubscriptionsContract {
        OfNodeSubscriptions() {
            super(POSTGRES);
        }
    }

    @Nested
    class OfArchive extends ArchiveContract {
        OfArchive() {
            super(POSTGRES);
        }
    }

    @Nested
    class OfClientAccess extends ClientAccessContract {
        OfClientAccess() {
            super(POSTGRES);
        }
    }

    @Nested
    class OfMigration extends MigrationContract {
        OfMigration() {
            super(POSTGRES);
        }
    }

    @Nested
    class OfQuarantine extends QuarantineContract {
        OfQuarantine() {
            super(POSTGRES);
        }
    }

    @Nested
    class OfInvitations extends InvitationsContract {
        OfInvitations() {
            super(POSTGRES);
        }
    }

    @Nested
    class OfItself extends StoreContract {
        OfItself() {
            super(POSTGRES);
        }

        @Test
        void aLostConnectionFailsItsBatchAndTheNextOneWorks() throws Exception {
            createAccounts(ALICE);
            server().cutWriter(url().rest());

            CompletableFuture<Outcome<Account>> lost = store().accounts().create(TestAccounts.of(BOB));
            assertThatThrownBy(() -> await(lost)).isInstanceOf(StoreException.class);

            assertThat(await(store().accounts().exists(BOB))).isFalse();
            createAccounts(CAROL);
            assertThat(store().health().writes()).isTrue();
        }

        @Test
        void aConnectionLostWhileCommittingHasAnUnknownOutcome() throws Exception {
            createAccounts(ALICE);
            // The change runs inside the transaction, so what comes after the cut is the commit at the latest.
            CompletableFuture<Outcome<RosterUpdate>> lost = store().rosters().update(ALICE, BOB, known -> {
                try {
                    server().cutWriter(url().rest());
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
                return known;
            });

            assertThatThrownBy(() -> await(lost))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.problem()).isEqualTo(StoreProblem.OUTCOME_UNKNOWN));
            createAccounts(BOB);
        }

        @Test
        @Tag("C-115")
        void aSecondServerOnTheSameDatabaseIsRefused(@TempDir Path other) {
            StoreSettings settings = new StoreSettings(url(), WorkLimits.DEFAULT, AccountQuotas.DEFAULT, damage::add);
            try (DataLock lock = DataLock.take(other.resolve("data"))) {
                assertThatThrownBy(() -> Store.open(settings, lock, clock, new SecureRandom()))
                        .isInstanceOfSatisfying(
                                StoreException.class,
                                e -> assertThat(e.problem()).isEqualTo(StoreProblem.IN_USE));
            }
        }
    }
}
