package im.redoubt.server.store;

import org.junit.jupiter.api.Nested;

/** The contracts on SQLite. */
class SqliteStoreTest {
    private static final TestDatabase SQLITE = new SqliteDatabase();

    @Nested
    class OfAccounts extends AccountsContract {
        OfAccounts() {
            super(SQLITE);
        }
    }

    @Nested
    class OfAccountDeletion extends AccountDeletionContract {
        OfAccountDeletion() {
            super(SQLITE);
        }
    }

    @Nested
    class OfRosters extends RostersContract {
        OfRosters() {
            super(SQLITE);
        }
    }

    @Nested
    class OfMessageLog extends MessageLogContract {
        OfMessageLog() {
            super(SQLITE);
        }
    }

    @Nested
    class OfAccountData extends AccountDataContract {
        OfAccountData() {
            super(SQLITE);
        }
    }

    @Nested
    class OfAdmissions extends AdmissionsContract {
        OfAdmissions() {
            super(SQLITE);
        }
    }

    @Nested
    class OfBlockedAddresses extends BlockedAddressesContract {
        OfBlockedAddresses() {
            super(SQLITE);
        }
    }

    @Nested
    class OfCountedStreams extends CountedStreamsContract {
        OfCountedStreams() {
            super(SQLITE);
        }
    }

    @Nested
    class OfHibernation extends HibernationContract {
        OfHibernation() {
            super(SQLITE);
        }
    }

    @Nested
    class OfUnderway extends UnderwayContract {
        OfUnderway() {
            super(SQLITE);
        }
    }

    @Nested
    class OfPersonalNodes extends PersonalNodesContract {
        OfPersonalNodes() {
            super(SQLITE);
        }
    }

    @Nested
    class OfNodeSubscriptions extends NodeSubscriptionsContract {
        OfNodeSubscriptions() {
            super(SQLITE);
        }
    }

    @Nested
    class OfArchive extends ArchiveContract {
        OfArchive() {
            super(SQLITE);
        }
    }

    @Nested
    class OfClientAccess extends ClientAccessContract {
        OfClientAccess() {
            super(SQLITE);
        }
    }

    @Nested
    class OfMigration extends MigrationContract {
        OfMigration() {
            super(SQLITE);
        }
    }

    @Nested
    class OfQuarantine extends QuarantineContract {
        OfQuarantine() {
            super(SQLITE);
        }
    }

    @Nested
    class OfInvitations extends InvitationsContract {
        OfInvitations() {
            super(SQLITE);
        }
    }
}
