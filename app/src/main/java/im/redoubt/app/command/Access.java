package im.redoubt.app.command;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.admin.Administration;
import im.redoubt.server.admin.AdministrationException;
import im.redoubt.server.admin.AdministrationProblem;
import im.redoubt.server.admin.RemoteAdministration;
import im.redoubt.server.admin.StoreAdministration;
import im.redoubt.server.admin.VerifierMaker;
import im.redoubt.server.settings.Settings;
import im.redoubt.server.store.DataLock;
import im.redoubt.server.store.Store;
import im.redoubt.server.store.StoreException;
import im.redoubt.server.store.StoreProblem;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The way to the accounts: over the socket of the service that runs with the data, or into the store when none does.
 * The socket is tried first; the lock of the data directory decides.
 */
final class Access implements AutoCloseable {
    private final Administration administration;
    private final boolean live;
    private final Deque<AutoCloseable> open;

    private Access(Administration administration, boolean live, Deque<AutoCloseable> open) {
        this.administration = administration;
        this.live = live;
        this.open = open;
    }

    /**
     * Finds the way.
     *
     * @param settings where the data is
     * @return the way, to be closed by the caller
     * @throws CommandException when there is no data yet, or another process works with it
     */
    static Access to(Settings settings) {
        Optional<RemoteAdministration> remote = RemoteAdministration.connect(settings.data());
        Deque<AutoCloseable> open = new ArrayDeque<>();
        if (remote.isPresent()) {
            open.push(remote.get());
            return new Access(remote.get(), true, open);
        }
        return new Access(direct(settings, open), false, open);
    }

    private static Administration direct(Settings settings, Deque<AutoCloseable> open) {
        try {
            DataLock lock = DataLock.take(settings.data());
            open.push(lock);
            Store store = Stores.open(settings, lock);
            open.push(store);
            return stopped(settings, store, open);
        } catch (StoreException e) {
            closeAll(open);
            if (e.problem() == StoreProblem.IN_USE && Files.exists(settings.data())) {
                throw new CommandException(
                        ExitCode.IN_USE,
                        "Another process works with " + settings.data() + " and does not answer on its socket: it is"
                                + " starting, stopping, or another command. Try again in a moment.");
            }
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }

    private static Administration stopped(Settings settings, Store store, Deque<AutoCloseable> open) {
        ExecutorService pool = Executors.newFixedThreadPool(
                Runtime.getRuntime().availableProcessors(),
                Thread.ofPlatform().name("derive-", 0).daemon().factory());
        open.push(pool);
        SecureRandom random = new SecureRandom();
        VerifierMaker verifiers = new VerifierMaker(settings.accounts().iterations(), random, pool);
        return new StoreAdministration(
                store, BareJid.of(settings.domain()), settings.accounts(), verifiers, InstantSource.system());
    }

    /** What can be done. */
    Administration administration() {
        return administration;
    }

    /** Whether the service runs. */
    boolean live() {
        return live;
    }

    @Override
    public void close() {
        closeAll(open);
    }

    private static void closeAll(Deque<AutoCloseable> open) {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) { // AutoCloseable says Exception
                // What was done is durable already, and the rest must be closed too.
                throw new AdministrationException(
                        AdministrationProblem.UNAVAILABLE, "Closing failed: " + e.getMessage() + ".", e);
            }
        }
    }
}
