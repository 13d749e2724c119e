package im.redoubt.app.command;

import im.redoubt.app.tls.OwnAuthority;
import im.redoubt.server.event.SecurityEvent;
import im.redoubt.server.event.ServiceChange;
import im.redoubt.server.settings.Settings;
import im.redoubt.server.tls.ClientAuthorities;
import im.redoubt.server.tls.IdentityWatch;
import im.redoubt.server.tls.TlsException;
import im.redoubt.server.tls.TlsIdentity;
import im.redoubt.server.tls.TlsProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
    private static final Duration EVERY = Duration.ofHours(1);
    private static final Duration WARN_AGAIN = Duration.ofDays(1);

    private final Optional<OwnAuthority> own;
    private final TlsProvider tls;
    private final InstantSource clock;
    private final Duration warnBefore;
    private final Consumer<SecurityEvent> events;
    private final ScheduledExecutorService hourly;
    private Instant warned = Instant.MIN;
    private Instant warnedOf = Instant.MIN;

    /** Makes one that has not begun. */
    IdentityKeeper(
            Optional<OwnAuthority> own,
            TlsProvider tls,
            InstantSource clock,
            Duration warnBefore,
            Consumer<SecurityEvent> events) {
        this.own = own;
        this.tls = tls;
        this.clock = clock;
        this.warnBefore = warnBefore;
        this.events = events;
        this.hourly = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("identity-hourly").daemon().factory());
    }

    /**
     * Begins.
     *
     * @param settings which files there are
     * @param own the own authority, where there is no certificate from elsewhere
     * @param tls takes new identities
     * @param clock what time it is
     * @param service told of what becomes of the certificate, and takes other authorities of clients
     * @return the watch and the hourly look, to be closed together
     */
    static AutoCloseable start(
            Settings settings,
            Optional<OwnAuthority> own,
            TlsProvider tls,
            InstantSource clock,
            ServiceStarter.RunningService service) {
        Consumer<SecurityEvent> events = service::happened;
        List<Path> files = settings.tls()
                .map(pair -> List.of(pair.certificate(), pair.key()))
                .or(() -> own.map(authority -> List.of(authority.serverFile())))
                .orElseThrow();
        Supplier<TlsIdentity> loader = () -> settings.tls()
                .map(pair -> TlsIdentity.load(pair.certificate(), pair.key(), settings.domain(), clock))
                .or(() -> own.map(OwnAuthority::load))
                .orElseThrow();
        IdentityWatch<TlsIdentity> watch = new IdentityWatch<>(files, loader, new Listener(tls, events)).start(LOOK);
        Optional<IdentityWatch<ClientAuthorities>> authorities = settings.clients()
                .authorities()
                .map(file -> new IdentityWatch<>(
                                List.of(file), () -> ClientAuthorities.load(file), new AuthorityListener(service))
                        .start(LOOK));
        IdentityKeeper keeper =
                new IdentityKeeper(own, tls, clock, settings.events().certificateWarning(), events);
        // What the service starts with was renewed just before, if that was due.
        keeper.hourly.execute(keeper::warn);
        // Not once a day: a machine that sleeps, or whose clock is put right, would hear of it late.
        var _ = keeper.hourly.scheduleWithFixedDelay(
                keeper::look, EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
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
        } catch (RuntimeException e) { // whatever it is, the next look must come
            LOG.error("The certificate could not be renewed: {}", e.getMessage());
        }
    }

    /** Says once a day, and at once of a new certificate, that it ends soon. A clock that was put back says it again. */
    void warn() {
        TlsIdentity identity = tls.identity();
        Duration left = identity.remaining(clock);
        Instant now = clock.instant();
        boolean told =
                identity.expiresAt().equals(warnedOf) && !now.isBefore(warned) && now.isBefore(warned.plus(WARN_AGAIN));
        if (left.compareTo(warnBefore) < 0 && !told) {
            warned = now;
            warnedOf = identity.expiresAt();
            LOG.warn("The certificate expires in {} days; renew it.", left.toDays());
            events.accept(new SecurityEvent.CertificateExpiring(identity.expiresAt()));
        }
    }

    @Override
    public void close() {
        hourly.shutdownNow();
    }

    private record AuthorityListener(ServiceStarter.RunningService service)
            implements IdentityWatch.Listener<ClientAuthorities> {
        @Override
        public void replaced(ClientAuthorities found) {
            service.replace(found);
            service.happened(new SecurityEvent.ServiceChanged(ServiceChange.CERTIFICATE_RELOADED));
            LOG.info("Clients may sign in under {} from now on.", found);
        }

        @Override
        public void refused(TlsException problem) {
            service.happened(new SecurityEvent.ServiceChanged(ServiceChange.CERTIFICATE_REFUSED));
            LOG.error("The replaced authorities of clients are not used, those before stay: {}", problem.getMessage());
        }
    }

    private record Listener(TlsProvider tls, Consumer<SecurityEvent> events)
            implements IdentityWatch.Listener<TlsIdentity> {
        @Override
        public void replaced(TlsIdentity identity) {
            tls.replace(identity);
            events.accept(new SecurityEvent.ServiceChanged(ServiceChange.CERTIFICATE_RELOADED));
            LOG.info("A new certificate is in use, until {}.", identity.expiresAt());
        }

        @Override
        public void refused(TlsException problem) {
            events.accept(new SecurityEvent.ServiceChanged(ServiceChange.CERTIFICATE_REFUSED));
            LOG.error("The replaced certificate is not used, the one before stays: {}", problem.getMessage());
        }
    }
}
