package im.redoubt.app.command;

import im.redoubt.app.tls.OwnAuthority;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.admin.AdminSocket;
import im.redoubt.server.admin.Administration;
import im.redoubt.server.admin.StoreAdministration;
import im.redoubt.server.admin.VerifierMaker;
import im.redoubt.server.settings.Settings;
import im.redoubt.server.store.DataLock;
import im.redoubt.server.store.Store;
import im.redoubt.server.tls.ClientAuthorities;
import im.redoubt.server.tls.JdkTlsProvider;
import im.redoubt.server.tls.TlsIdentity;
import im.redoubt.server.tls.TlsProvider;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service that runs in this process.
 *
 * <ol>
 *   <li>{@link #start}: lock, store, identity, listeners, administration socket, and last the line {@code ready};
 *   <li>{@link #close} undoes it in the opposite order: streams are closed before the store, the lock goes last.
 * </ol>
 */
final class Up implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Up.class);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Settings settings;

    private Up(Settings settings) {
        this.settings = settings;
    }

    /**
     * Starts.
     *
     * @param settings all settings
     * @param terminal where the welcome goes
     * @param starter starts the server
     * @return the running service, to be closed by the caller
     */
    static Up start(Settings settings, Terminal terminal, ServiceStarter starter) {
        Up up = new Up(settings);
        boolean ready = false;
        try {
            up.run(terminal, starter);
            ready = true;
            return up;
        } finally {
            if (!ready) {
                up.close();
            }
        }
    }

    private void run(Terminal terminal, ServiceStarter starter) {
        boolean first = !Files.exists(settings.data().resolve("redoubt.lock"));
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        DataLock lock = keep(DataLock.take(settings.data()));
        Optional<OwnAuthority> own = settings.tls().isPresent()
                ? Optional.empty()
                : Optional.of(new OwnAuthority(settings.data(), settings.domain(), clock, random));
        // Closing waits for it: the lock is not given back while somebody still writes certificates.
        ExecutorService aside = keep(Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("identity").factory()));
        Future<TlsIdentity> identity = aside.submit(() -> settings.tls()
                .map(files -> TlsIdentity.load(files.certificate(), files.key(), settings.domain(), clock))
                .or(() -> own.map(OwnAuthority::identity))
                .orElseThrow());
        aside.shutdown();
        Store store = keep(Stores.open(settings, lock));
        TlsProvider tls = new JdkTlsProvider(
                loaded(identity), settings.clients().authorities().map(ClientAuthorities::load), clock, random);
        Administration administration = new StoreAdministration(
                store, BareJid.of(settings.domain()), settings.accounts(), verifiers(random), clock);
        ServiceStarter.RunningService service =
                keep(starter.start(new ServiceStarter.Parts(settings, tls, store, administration)));
        keep(IdentityKeeper.start(settings, own, tls, clock, service));
        keep(AdminSocket.open(settings.data(), service.administration()));
        new Welcome(settings, terminal, own).print(service, first);
    }

    private static TlsIdentity loaded(Future<TlsIdentity> identity) {
        try {
            return identity.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException problem ? problem : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The start was interrupted.", e);
        }
    }

    private VerifierMaker verifiers(SecureRandom random) {
        // One processor stays free for the network while many accounts are made.
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        ExecutorService pool = keep(Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("derive-", 0).daemon().factory()));
        return new VerifierMaker(settings.accounts().iterations(), random, pool);
    }

    private <T extends AutoCloseable> T keep(T part) {
        open.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) { // AutoCloseable says Exception
                // One part that fails to close must not keep the others, above all the store, from being closed.
                LOG.error("A part of the service did not stop cleanly", e);
            }
        }
    }
}
