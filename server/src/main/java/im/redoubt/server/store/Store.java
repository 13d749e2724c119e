package im.redoubt.server.store;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Everything the server keeps. A write's future completes normally only after its transaction is on disk; if it completes
 * exceptionally the write must not be acknowledged to anybody.
 *
 * <p>Life cycle: (1) {@link #open}; (2) any thread uses the parts; (3) after a failed commit on SQLite it only reads, which
 * {@link #health} says; (4) {@link #close} writes what was handed in before and lets go.
 */
public interface Store extends AutoCloseable {
    /**
     * Opens the store and brings its schema up to date. Blocks.
     *
     * @param settings where it is and what it may hold
     * @param data the lock of the data directory, held by the caller for as long as the store is open
     * @param clock the wall clock
     * @param random makes the random part of message ids and invitation tokens
     * @return the open store
     * @throws StoreException if it cannot be opened, is in use, is damaged or is newer than this program
     */
    static Store open(StoreSettings settings, DataLock data, InstantSource clock, SecureRandom random) {
        return JdbcStore.open(settings, data, clock, random);
    }

    /**
     * Waits for a future of this store. Blocks; for the command line and tests.
     *
     * @param <T> what the future yields
     * @param future a future that this store returned
     * @return its value
     * @throws StoreException if the operation failed
     */
    static <T> T await(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StoreException cause) {
                throw cause.again();
            }
            throw e;
        }
    }

    /** Returns the accounts. */
    Accounts accounts();

    /** Returns the addresses from which accounts signed in before. */
    KnownSources knownSources();

    /** Returns the clients that can get at accounts, and their tokens. */
    ClientAccess clients();

    /** Returns the rosters. */
    Rosters rosters();

    /** Returns the addresses that accounts block. */
    BlockedAddresses blockedAddresses();

    /** Returns whom accounts hear. */
    Admissions admissions();

    /** Returns how many stanzas of clients' streams were handled. */
    CountedStreams countedStreams();

    /** Returns the sessions that wait for their clients over a restart. */
    Hibernation hibernation();

    /** Returns the message log. */
    MessageLog messages();

    /** Returns the archives (XEP-0313). */
    Archive archive();

    /** Returns the private data (XEP-0049). */
    PrivateData privateData();

    /** Returns the vCards (XEP-0054). */
    VCards vCards();

    /** Returns the nodes of accounts (XEP-0163). */
    PersonalNodes personalNodes();

    /** Returns who asked for the events of nodes. */
    NodeSubscriptions nodeSubscriptions();

    /** Returns the messages that the operator's rules keep aside. */
    Quarantine quarantine();

    /** Returns the invitations. */
    Invitations invitations();

    /** Returns how the store is at this moment. Does not block and does not touch the disk. */
    StoreHealth health();

    /**
     * Reads one row, as a check that the engine answers.
     *
     * @return completes normally if it does
     */
    CompletableFuture<Void> probe();

    /**
     * Writes what changes nothing, to find out whether anything can be written.
     *
     * @return completes normally if it was
     */
    CompletableFuture<Void> attempt();

    /**
     * Returns whether the write queue is more than half full. Whoever reads from the network then stops reading: an
     * operation handed in to a full queue is refused with {@link StoreProblem#BUSY}.
     */
    boolean congested();

    /** Writes what was handed in, and lets go of threads, connections and files. Blocks. */
    @Override
    void close();
}
