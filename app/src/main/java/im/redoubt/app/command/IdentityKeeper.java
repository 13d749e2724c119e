package im.redoubt.app.command;

import im.redoubt.app.tls.OwnAuthority;
import im.redoubt.server.event.ServiceChange;
import im.redoubt.server.settings.Settings;
import im.redoubt.server.tls.ClientAuthorities;
import im.redoubt.server.tls.IdentityWatch;
import im.redoubt.server.tls.TlsException;
import im.redoubt.server.tls.TlsIdentity;
import im.redoubt.server.tls.TlsProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the identity of the running service fresh: it takes replaced files up, and renews the own certificate. */
final class IdentityKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IdentityKeeper.class);
    private static final Duration LOOK = Duration.ofSeconds(3);
    private static final Duration WARN_BEFORE = Duration.ofDays(14);

    private final Optional<OwnAuthority> own;
    private final TlsProvider tls;
    private final InstantSource clock;
    private final Consumer<ServiceChange> changes;
    private final ScheduledExecutorService daily;

    private IdentityKeeper(
            Optional<OwnAuthority> own, TlsProvider tls, InstantSource clock, Consumer<ServiceChange> changes) {
        this.own = own;
        this.tls = tls;
        this.clock = clock;
        this.changes = changes;
        this.daily = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("identity-daily").daemon().factory());
    }

    /**
     * Begins.
     *
     * @param settings which files there are
     * @param own the own authority, where there is no certificate from elsewhere
     * @param tls takes new identities
     * @param clock what time it is
     * @param changes told of what becomes of the certificate
     * @return the watch and the daily look, to be closed together
     */
    static AutoCloseable start(
            Settings settings,
            Optional<OwnAuthority> own,
            TlsProvider tls,
            InstantSource clock,
            Consumer<ServiceChange> changes) {
        List<Path> files = settings.tls()
                .map(pair -> List.of(pair.certificate(), pair.key()))
                .or(() -> own.map(authority -> List.of(authority.serverFile())))
                .orElseThrow();
        Supplier<TlsIdentity> loader = () -> settings.tls()
                .map(pair -> TlsIdentity.load(pair.certificate(), pair.key(), settings.domain(), clock))
                .or(() -> own.map(OwnAuthority::load))
                .orElseThrow();
        IdentityWatch<TlsIdentity> watch = new IdentityWatch<>(files, loader, new Listener(tls, changes)).start(LOOK);
        Optional<IdentityWatch<ClientAuthorities>> authorities = settings.clients()
                .authorities()
                .map(file -> new IdentityWatch<>(
                                List.of(file), () -> ClientAuthorities.load(file), new AuthorityListener(tls, changes))
                        .start(LOOK));
        IdentityKeeper keeper = new IdentityKeeper(own, tls, clock, changes);
        // What the service starts with was renewed just before, if that was due.
        keeper.daily.execute(keeper::warn);
        var _ = keeper.daily.scheduleWithFixedDelay(keeper::look, 1, 1, TimeUnit.DAYS);
        return () -> {
            authorities.ifPresent(IdentityWatch::close);
            watch.close();
            keeper.close();
        };
    }

    private void look() {
        try {
            own.ifPresent(OwnAuthority::renewIfDue);
            warn();
        } catch (RuntimeException e) { // whatever it is, tomorrow's look must come
            LOG.error("The certificate could not be renewed: {}", e.getMessage());
        }
    }

    private void warn() {
        Duration left = tls.identity().remaining(clock);
        if (left.compareTo(WARN_BEFORE) < 0) {
            LOG.warn("The certificate expires in {} days; renew it.", left.toDays());
            changes.accept(ServiceChange.CERTIFICATE_EXPIRING);
        }
    }

    @Override
    public void close() {
        daily.shutdownNow();
    }

    private record AuthorityListener(TlsProvider tls, Consumer<ServiceChange> changes)
            implements IdentityWatch.Listener<ClientAuthorities> {
        @Override
        public void replaced(ClientAuthorities found) {
            tls.replace(found);
            changes.accept(ServiceChange.CERTIFICATE_RELOADED);
            LOG.info("Clients may sign in under {} from now on.", found);
        }

        @Override
        public void refused(TlsException problem) {
            changes.accept(ServiceChange.CERTIFICATE_REFUSED);
            LOG.error("The replaced authorities of clients are not used, those before stay: {}", problem.getMessage());
        }
    }

    private record Listener(TlsProvider tls, Consumer<ServiceChange> changes)
            implements IdentityWatch.Listener<TlsIdentity> {
        @Override
        public void replaced(TlsIdentity identity) {
            tls.replace(identity);
            changes.accept(ServiceChange.CERTIFICATE_RELOADED);
            LOG.info("A new certificate is in use, until {}.", identity.expiresAt());
        }

        @Override
        public void refused(TlsException problem) {
            changes.accept(ServiceChange.CERTIFICATE_REFUSED);
            LOG.error("The replaced certificate is not used, the one before stays: {}", problem.getMessage());
        }
    }
}
