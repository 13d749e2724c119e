package im.redoubt.server;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.TokenMechanism;
import im.redoubt.protocol.stream.ServerContext;
import im.redoubt.protocol.stream.StreamCondition;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.server.admin.Administration;
import im.redoubt.server.admin.AdministrationLog;
import im.redoubt.server.admin.LiveAdministration;
import im.redoubt.server.administration.AdministrationEvents;
import im.redoubt.server.administration.ServiceCommands;
import im.redoubt.server.archive.Retention;
import im.redoubt.server.blocking.Report;
import im.redoubt.server.command.Commands;
import im.redoubt.server.event.AdmissionChange;
import im.redoubt.server.event.EventLog;
import im.redoubt.server.event.SecurityEvent;
import im.redoubt.server.event.ServiceChange;
import im.redoubt.server.feature.Request;
import im.redoubt.server.filter.Aside;
import im.redoubt.server.filter.FilterDesk;
import im.redoubt.server.filter.FilterRules;
import im.redoubt.server.filter.Filters;
import im.redoubt.server.guard.ConnectionLimit;
import im.redoubt.server.guard.CryptoPool;
import im.redoubt.server.guard.OffenderFiles;
import im.redoubt.server.guard.Offenders;
import im.redoubt.server.guard.SignInThrottle;
import im.redoubt.server.guard.TrustedProxies;
import im.redoubt.server.metric.LiveMetrics;
import im.redoubt.server.metric.OperatorPages;
import im.redoubt.server.metric.ServerMetrics;
import im.redoubt.server.net.ConnectionContext;
import im.redoubt.server.net.Connections;
import im.redoubt.server.net.Entrance;
import im.redoubt.server.net.EventLoops;
import im.redoubt.server.net.GoneConnections;
import im.redoubt.server.net.Listener;
import im.redoubt.server.session.AccountQueues;
import im.redoubt.server.session.Resources;
import im.redoubt.server.session.Session;
import im.redoubt.server.session.Sessions;
import im.redoubt.server.settings.ClientSettings;
import im.redoubt.server.settings.ConnectionLimits;
import im.redoubt.server.settings.FilterSettings;
import im.redoubt.server.settings.Limits;
import im.redoubt.server.settings.ListenAddress;
import im.redoubt.server.settings.Settings;
import im.redoubt.server.settings.SignInLimits;
import im.redoubt.server.store.Store;
import im.redoubt.server.stream.Enroller;
import im.redoubt.server.stream.OnlineSessions;
import im.redoubt.server.stream.ReturningClients;
import im.redoubt.server.stream.SessionService;
import im.redoubt.server.stream.SignInService;
import im.redoubt.server.stream.StreamRetention;
import im.redoubt.server.tls.ClientAuthorities;
import im.redoubt.server.tls.TlsProvider;
import im.redoubt.server.token.ClientRetention;
import im.redoubt.server.token.TokenMint;
import im.redoubt.server.token.TokenPolicy;
import im.redoubt.server.token.Tokens;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * The server, put together.
 *
 * <ol>
 *   <li>The constructor makes everything and opens nothing;
 *   <li>{@link #start} takes up the sessions that the stop before has laid down, and listens;
 *   <li>{@link #close} takes no more connections, ends the streams with {@code system-shutdown}, lays down the sessions whose
 *       clients may come back, and waits for what was begun. The store and the events are the caller's to close.
 * </ol>
 *
 * <p>Size: each field is a part that lives as long as the server and that more than one of its methods puts to use.
 */
public final class Server implements AutoCloseable {
    private static final int CRYPTO_QUEUE = 256;

    private final Parts parts;
    private final Sessions sessions;
    private final Connections open = new Connections();
    private final EventLoops loops = new EventLoops(Runtime.getRuntime().availableProcessors());
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final CryptoPool crypto = new CryptoPool(Runtime.getRuntime().availableProcessors(), CRYPTO_QUEUE);
    private final AccountQueues queues = new AccountQueues(workers);
    private final LiveMetrics metrics = new LiveMetrics();
    private final List<Listener> listeners = new ArrayList<>();
    private final Offenders offenders;
    private final Watch watch;
    private final Chores chores;
    private final ConnectionLimit limit;
    private final Filters filters;
    private Optional<Features> features = Optional.empty();
    private Runnable layDown = () -> {};

    /**
     * What a server is made from.
     *
     * @param settings all settings
     * @param store the open store
     * @param administration administration of the store alone
     * @param tls makes TLS engines
     * @param events the security events
     * @param decoys what the verifiers of accounts that do not exist are made from
     * @param mint makes tokens
     * @param clock the wall clock
     * @param random the source of all that must not be guessed
     */
    public record Parts(
            Settings settings,
            Store store,
            Administration administration,
            TlsProvider tls,
            EventLog events,
            SignInService.Decoys decoys,
            TokenMint mint,
            InstantSource clock,
            SecureRandom random) {}

    /**
     * Where the server listens.
     *
     * @param starttls addresses where connections begin in clear
     * @param tls addresses where connections begin with TLS
     * @param https addresses where connections begin with TLS and HTTP
     * @param metrics addresses of the pages for who operates it
     */
    public record Addresses(
            List<InetSocketAddress> starttls,
            List<InetSocketAddress> tls,
            List<InetSocketAddress> https,
            List<InetSocketAddress> metrics) {}

    /** Puts a server together. */
    public Server(Parts parts) {
        this.parts = parts;
        this.sessions =
                new Sessions(parts.settings().limits().accounts().sessions().atOnce());
        this.offenders = new Offenders(Offenders.Settings.DEFAULT, parts.clock());
        this.watch = new Watch(parts);
        this.chores = new Chores(
                new OffenderFiles(offenders, parts.settings().events().directory()),
                parts.store(),
                new Chores.Retentions(
                        new Retention(
                                parts.store(),
                                new Retention.Ages(
                                        parts.settings().store().archiveAge(),
                                        parts.settings().filter().quarantine().age()),
                                parts.clock()),
                        new StreamRetention(
                                parts.store().countedStreams(),
                                parts.settings().limits().accounts().sessions().resumption(),
                                parts.clock()),
                        new ClientRetention(
                                parts.store().clients(),
                                parts.settings().clients().remembered(),
                                parts.clock())),
                loops);
        FilterSettings filter = parts.settings().filter();
        this.filters = new Filters(
                new FilterRules(filter.rules(), filter.bounds(), System::nanoTime),
                new Aside(parts.store().quarantine(), filter.quarantine().room()),
                parts.events()::record,
                metrics,
                System::nanoTime);
        this.limit = new ConnectionLimit(connections(parts.settings().limits().connections()));
    }

    /**
     * Listens. When this returns, all addresses accept.
     *
     * @return the addresses
     * @throws im.redoubt.server.net.NetException if an address cannot be had
     */
    public Addresses start() {
        ConnectionContext context = context();
        Settings settings = parts.settings();
        TrustedProxies proxies = TrustedProxies.parse(settings.listen().trustedProxies().stream()
                .map(Object::toString)
                .toList());
        Listener.Clients clients =
                new Listener.Clients(context, proxies, settings.listen().web());
        Addresses addresses = new Addresses(
                listen(settings.listen().starttls(), address -> clients.listen(loops, address, Entrance.STARTTLS)),
                listen(settings.listen().tls(), address -> clients.listen(loops, address, Entrance.TLS)),
                listen(settings.listen().https(), address -> clients.listen(loops, address, Entrance.HTTPS)),
                operator());
        chores.start(watch);
        parts.events().record(new SecurityEvent.ServiceChanged(ServiceChange.STARTED));
        return addresses;
    }

    /** Metrics and health, for this machine only. */
    private List<InetSocketAddress> operator() {
        metrics.gauge(ServerMetrics.Gauge.SESSIONS, sessions::count);
        metrics.gauge(ServerMetrics.Gauge.CONNECTIONS, open::count);
        metrics.gauge(ServerMetrics.Gauge.UNAUTHENTICATED_CONNECTIONS, limit::unauthenticated);
        metrics.gauge(
                ServerMetrics.Gauge.STORE_QUEUE, () -> parts.store().health().waitingOperations());
        metrics.gauge(ServerMetrics.Gauge.CRYPTO_QUEUE, crypto::waiting);
        metrics.gauge(ServerMetrics.Gauge.EVENT_LOOP_LAG_MILLIS, loops::lagMillis);
        metrics.gauge(
                ServerMetrics.Gauge.EVENT_SEQUENCE, () -> parts.events().head().sequence());
        metrics.gauge(ServerMetrics.Gauge.EVENTS_LOST, parts.events()::lost);
        metrics.gauge(
                ServerMetrics.Gauge.CERTIFICATE_SECONDS_LEFT,
                () -> parts.tls().identity().remaining(parts.clock()).toSeconds());
        OperatorPages pages = new OperatorPages(metrics, workers);
        pages.check("events", parts.events()::problem);
        pages.check("store", chores::storeProblem);
        pages.check("network", loops::problem);
        pages.check("certificate", this::certificateProblem);
        watch.show(metrics, pages);
        return listen(
                parts.settings().listen().metrics(), address -> Listener.listen(loops, address.socketAddress(), pages));
    }

    private Optional<String> certificateProblem() {
        return parts.tls().identity().remaining(parts.clock()).isNegative()
                ? Optional.of("The certificate has expired; renew it.")
                : Optional.empty();
    }

    private List<InetSocketAddress> listen(List<ListenAddress> wanted, Function<ListenAddress, Listener> start) {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (ListenAddress address : wanted) {
            Listener listener = start.apply(address);
            listeners.add(listener);
            addresses.add(listener.address());
        }
        return addresses;
    }

    // Size: the one place where what a connection works with is put together.
    private ConnectionContext context() {
        Settings settings = parts.settings();
        Limits limits = settings.limits();
        BareJid domain = BareJid.of(settings.domain());
        Commands commands =
                new Commands(ServiceCommands.all(this::actor), parts.store().accounts(), workers, parts.random());
        Features made = new Features(
                new Features.Parts(
                        domain,
                        settings,
                        parts.store(),
                        sessions,
                        queues,
                        parts.clock(),
                        parts.random(),
                        this::reported,
                        this::admissionChanged),
                filters,
                List.of(commands),
                commands.nodes());
        features = Optional.of(made);
        watch.start(made.router());
        SessionService starts = new SessionService(
                new SessionService.Parts(
                        domain,
                        sessions,
                        new Resources(parts.random()),
                        made.router(),
                        made.presence(),
                        made.bindHooks(),
                        limits.accounts().sessions().resumption(),
                        parts.store().countedStreams()),
                parts.events(),
                metrics,
                parts.clock(),
                parts.random());
        ConnectionContext context = new ConnectionContext(
                stream(domain, limits, made),
                limits,
                limit,
                open,
                parts.tls(),
                signIn(),
                starts,
                parts.events(),
                metrics,
                System::nanoTime,
                parts.clock());
        starts.takeUp(parts.store(), new GoneConnections(loops, context));
        layDown =
                () -> starts.layDown(parts.store(), queues, limits.connections().restartBytes());
        return context;
    }

    private void reported(Session reporter, Report report) {
        metrics.abuseReported(report.reason());
        parts.events()
                .record(new SecurityEvent.AbuseReported(
                        reporter.origin().source(),
                        reporter.account(),
                        report.about().bare(),
                        report.reason(),
                        report.messages()));
    }

    private void admissionChanged(BareJid account, Session by, AdmissionChange change, int addresses) {
        parts.events().record(new SecurityEvent.AdmissionChanged(by.origin().source(), account, change, addresses));
    }

    private ServerContext stream(BareJid domain, Limits limits, Features features) {
        return new ServerContext(
                domain,
                parts.settings().accounts().scram().offered(),
                parts.settings().accounts().plainWithinTls(),
                limits.signIn().failuresPerStream(),
                true,
                features.inline(),
                new ServerContext.StreamLimits(
                        limits.stanzas().unauthenticatedBytes(),
                        limits.connections().negotiation()),
                new ServerContext.StreamLimits(
                        limits.stanzas().bytes(), limits.connections().idle()),
                parts.random(),
                features.announcements(),
                List.of(TokenMechanism.HT_SHA_256_EXPR, TokenMechanism.HT_SHA_256_ENDP));
    }

    private static ConnectionLimit.Settings connections(ConnectionLimits limits) {
        return new ConnectionLimit.Settings(
                limits.total(), limits.unauthenticated(), limits.perAddress(), limits.perAddress());
    }

    private SignInService signIn() {
        SignInLimits limits = parts.settings().limits().signIn();
        SignInThrottle throttle = new SignInThrottle(
                new SignInThrottle.Settings(
                        limits.address().perFailure(),
                        limits.address().firstDelay(),
                        limits.address().longestDelay(),
                        limits.address().freeFailures(),
                        limits.address().longestWait(),
                        limits.account().perFailure(),
                        limits.account().freeFailures()),
                System::nanoTime);
        return new SignInService(
                parts.store(),
                throttle,
                parts.events(),
                metrics,
                offenders,
                new Enroller(crypto, parts.settings().accounts(), parts.random()),
                parts.decoys(),
                parts.clock(),
                clients());
    }

    private ReturningClients clients() {
        ClientSettings clients = parts.settings().clients();
        return new ReturningClients(
                new Tokens(
                        parts.store().clients(),
                        parts.mint(),
                        new TokenPolicy(clients.tokenValidity(), clients.most()),
                        parts.clock(),
                        parts.random()),
                clients.remembered().isZero() ? ReturningClients.Names.FORGOTTEN : ReturningClients.Names.KEPT);
    }

    /**
     * Takes other authorities of clients, and other lists of what they have revoked. Whoever has signed in by a certificate, or has
     * shown one and not signed in yet, does so anew under these.
     *
     * @param found the authorities
     */
    public void replace(ClientAuthorities found) {
        try (var _ = sessions.revocations().begin(BareJid.of(parts.settings().domain()))) {
            parts.tls().replace(found);
            new OnlineSessions(sessions).endCertified();
        }
    }

    /** Returns the administration for the operator at the machine itself. */
    public Administration administration() {
        return administration(Optional.empty(), Optional.empty());
    }

    private Administration actor(Request request) {
        return administration(
                Optional.of(request.sender().account()),
                Optional.of(request.sender().origin().source()));
    }

    private Administration administration(Optional<BareJid> actor, Optional<InetSocketAddress> source) {
        BareJid domain = BareJid.of(parts.settings().domain());
        Features working = features.orElseThrow(() -> new IllegalStateException("the server was not started"));
        return new LiveAdministration(
                parts.administration(),
                new LiveAdministration.Service(
                        new OnlineSessions(sessions),
                        working.presence()::leave,
                        new FilterDesk(filters, parts.store().quarantine(), working.router(), domain)),
                log(new AdministrationEvents(parts.events(), actor, source)),
                watch::test);
    }

    /** Whatever was done may have made an administrator. */
    private AdministrationLog log(AdministrationLog events) {
        return (action, target, count) -> {
            events.done(action, target, count);
            watch.administrators();
        };
    }

    @Override
    public void close() {
        listeners.forEach(Listener::close);
        Duration patience = parts.settings().limits().connections().shutdown();
        open.stop(StreamError.of(StreamCondition.SYSTEM_SHUTDOWN), patience);
        layDown.run();
        open.end(patience);
        chores.close();
        workers.close();
        crypto.close();
        loops.close();
        watch.settle();
        parts.events().record(new SecurityEvent.ServiceChanged(ServiceChange.STOPPED));
        watch.close();
    }
}
