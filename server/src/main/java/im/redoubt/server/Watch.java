package im.redoubt.server;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.admin.AlertTrial;
import im.redoubt.server.administration.AdministratorWatch;
import im.redoubt.server.alert.Alerts;
import im.redoubt.server.alert.Outcome;
import im.redoubt.server.event.RuleName;
import im.redoubt.server.event.SecurityEvent;
import im.redoubt.server.event.ServiceChange;
import im.redoubt.server.metric.LiveMetrics;
import im.redoubt.server.metric.OperatorPages;
import im.redoubt.server.metric.ServerMetrics;
import im.redoubt.server.routing.Router;
import im.redoubt.server.settings.SyslogSettings;
import im.redoubt.server.store.Account;
import im.redoubt.server.store.Store;
import im.redoubt.server.store.StoreException;
import im.redoubt.server.store.StoreHealth;
import im.redoubt.server.syslog.SyslogSender;
import java.net.IDN;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after the service while it runs: who administers it, whether the store works; and tells the operator and the receiver of events. */
final class Watch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

    private final Server.Parts parts;
    private final AdministratorWatch administrators;
    private final ExecutorService looks = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("redoubt-administrators").factory());
    private final Optional<SyslogSender> syslog;
    private volatile Optional<Alerts> alerts = Optional.empty();
    private boolean storeFailed;

    Watch(Server.Parts parts) {
        this.parts = parts;
        this.administrators =
                new AdministratorWatch(this::lookup, parts.settings().events().directory(), parts.events());
        this.syslog = parts.settings().events().syslog().map(this::sender);
    }

    private SyslogSender sender(SyslogSettings settings) {
        return new SyslogSender(new SyslogSender.Parts(
                settings,
                parts.settings().events().directory(),
                parts.events(),
                IDN.toASCII(parts.settings().domain()),
                Optional.ofNullable(Watch.class.getPackage().getImplementationVersion())
                        .orElse(""),
                parts.random()));
    }

    private List<BareJid> lookup() {
        return Store.await(parts.store().accounts().administrators(AdministratorWatch.MOST)).stream()
                .map(Account::address)
                .toList();
    }

    /** Begins: rules are told of what happens from now on. */
    void start(Router router) {
        BareJid domain = BareJid.of(parts.settings().domain());
        Alerts working = new Alerts(new Alerts.Parts(
                domain,
                parts.settings().alerts().effective(),
                parts.events(),
                new ServerMail(domain, parts.store().accounts(), administrators, router),
                parts.clock(),
                System::nanoTime));
        working.start();
        alerts = Optional.of(working);
        syslog.ifPresent(SyslogSender::start);
        administrators();
    }

    /** Looks who administers the service. Does not wait for the store. */
    void administrators() {
        try {
            looks.execute(this::look);
        } catch (RejectedExecutionException stopping) {
            LOG.debug("The next start looks who administers the service.");
        }
    }

    private void look() {
        try {
            administrators.look();
        } catch (StoreException e) {
            LOG.warn("The administrators could not be looked up: {}", e.getMessage());
        }
    }

    /** Waits until it is recorded who was made an administrator before the service stopped. */
    void settle() {
        looks.shutdown();
        try {
            if (!looks.awaitTermination(LONGEST_LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("The store does not say who administers the service; the next start asks again.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Looks whether the store works; to be called every second, by one thread. Where the last write failed another one is tried, since
     * perhaps nobody else writes.
     */
    void store() {
        StoreHealth health = parts.store().health();
        boolean failed = health.trouble().isPresent();
        if (failed && health.writes()) {
            var _ = parts.store().attempt();
        }
        if (failed != storeFailed) {
            storeFailed = failed;
            parts.events()
                    .record(new SecurityEvent.ServiceChanged(
                            failed ? ServiceChange.STORE_FAILED : ServiceChange.STORE_RECOVERED));
        }
    }

    Optional<List<AlertTrial>> test(RuleName rule) {
        return alerts.flatMap(working -> working.test(rule))
                .map(outcomes -> outcomes.stream().map(Watch::trial).toList());
    }

    private static AlertTrial trial(Outcome outcome) {
        return new AlertTrial(
                outcome.way(),
                outcome.failure().isEmpty() ? AlertTrial.Verdict.ARRIVED : AlertTrial.Verdict.FAILED,
                outcome.detail());
    }

    /** Shows the operator's pages what there is to see. */
    void show(LiveMetrics metrics, OperatorPages pages) {
        metrics.gauge(
                ServerMetrics.Gauge.ALERTS_FAILED,
                () -> alerts.map(Alerts::failures).orElse(0L));
        syslog.ifPresent(sender -> {
            metrics.gauge(ServerMetrics.Gauge.SYSLOG_EVENTS_WAITING, sender::waiting);
            metrics.gauge(ServerMetrics.Gauge.SYSLOG_EVENTS_MISSED, sender::missed);
            pages.note("syslog", sender::problem);
        });
    }

    @Override
    public void close() {
        alerts.ifPresent(Alerts::close);
        syslog.ifPresent(SyslogSender::close);
    }
}
