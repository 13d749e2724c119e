package im.redoubt.server;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.ScramVerifier;
import im.redoubt.server.admin.AccountDraft;
import im.redoubt.server.admin.OldClients;
import im.redoubt.server.admin.StoreAdministration;
import im.redoubt.server.admin.VerifierMaker;
import im.redoubt.server.event.EventLog;
import im.redoubt.server.event.EventLogSettings;
import im.redoubt.server.settings.AccountLimits;
import im.redoubt.server.settings.AccountSettings;
import im.redoubt.server.settings.Key;
import im.redoubt.server.settings.Keys;
import im.redoubt.server.settings.SettingValues;
import im.redoubt.server.settings.Settings;
import im.redoubt.server.store.AccountQuotas;
import im.redoubt.server.store.DataLock;
import im.redoubt.server.store.ImportedAccount;
import im.redoubt.server.store.Store;
import im.redoubt.server.store.StoreSettings;
import im.redoubt.server.store.StoreUrl;
import im.redoubt.server.store.WorkLimits;
import im.redoubt.server.stream.SignInService;
import im.redoubt.server.tls.JdkTlsProvider;
import im.redoubt.server.token.TokenMint;
import im.redoubt.testkit.peer.Backend;
import im.redoubt.testkit.peer.Link;
import im.redoubt.testkit.peer.SocketLink;
import im.redoubt.testkit.peer.Trust;
import im.redoubt.testkit.time.FakeClock;
import im.redoubt.testkit.transcript.Transcript;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The server in this process, on loopback, with a store in a directory and a wall clock that the test moves. What its timers
 * count is real time.
 */
final class ServerBackend implements Backend {
    private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");
    private static final int EVENT_FILE_BYTES = 1 << 20;

    private final TestIdentity identity;
    private final FakeClock clock = new FakeClock(START);
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Server.Parts parts;
    private Server server;
    private Server.Addresses addresses;

    ServerBackend(Path directory, TestIdentity identity, Transcript.Setup setup) {
        this(directory, identity, setup, store -> store);
    }

    /** The server works with what {@code between} makes of the store. */
    ServerBackend(Path directory, TestIdentity identity, Transcript.Setup setup, UnaryOperator<Store> between) {
        this.identity = identity;
        Settings settings = settings(directory, setup.settings());
        SecureRandom random = new SecureRandom();
        DataLock lock = keep(DataLock.take(directory));
        Store store = keep(Store.open(
                new StoreSettings(StoreUrl.of("sqlite:redoubt.db"), WorkLimits.DEFAULT, quotas(settings), damage -> {
                    throw new AssertionError(damage);
                }),
                lock,
                clock,
                random));
        ExecutorService pool = keep(Executors.newFixedThreadPool(1));
        StoreAdministration administration = new StoreAdministration(
                store,
                BareJid.of("localhost"),
                settings.accounts(),
                new VerifierMaker(settings.accounts().iterations(), random, pool),
                clock);
        if (!setup.imported().isEmpty()) {
            Store.await(store.accounts().importAll(imported(setup)));
        }
        for (String name : setup.accounts()) {
            if (setup.imported().contains(name)) {
                continue;
            }
            try (AccountDraft draft = new AccountDraft(
                    BareJid.of(name + "@localhost"),
                    Secret.utf8(PASSWORD.toCharArray()),
                    setup.admins().contains(name),
                    OldClients.FORBID)) {
                administration.addAccount(draft);
            }
        }
        EventLog events = keep(EventLog.open(
                new EventLogSettings(directory.resolve("events"), EVENT_FILE_BYTES, 2, 4_096, 60), clock));
        parts = new Server.Parts(
                settings,
                between.apply(store),
                administration,
                new JdkTlsProvider(identity.load(), Optional.empty(), clock, random),
                events,
                new SignInService.Decoys(Secret.copyOf(new byte[32]), settings.accounts()),
                new TokenMint(Secret.copyOf(new byte[TokenMint.KEY_BYTES])),
                clock,
                random);
        server = new Server(parts);
        keep(() -> server.close());
        addresses = server.start();
    }

    @Override
    public void restart() {
        server.close();
        server = new Server(parts);
        addresses = server.start();
    }

    private static Settings settings(Path directory, List<String> changed) {
        SettingValues values = SettingValues.defaults(directory);
        List<String> all = Stream.concat(Stream.of("limits.shutdown_seconds=0", "listen.metrics="), changed.stream())
                .toList();
        values = with(values, "listen.starttls", List.of("127.0.0.1:0"), directory);
        values = with(values, "listen.tls", List.of("127.0.0.1:0"), directory);
        for (String one : all) {
            int equals = one.indexOf('=');
            values = with(values, one.substring(0, equals), value(one.substring(equals + 1)), directory);
        }
        return Settings.from(values);
    }

    private static SettingValues with(SettingValues values, String name, Object value, Path directory) {
        Key<?> key = Keys.find(name).orElseThrow(() -> new IllegalArgumentException("no setting " + name));
        return values.withRead(key, value, directory);
    }

    private static Object value(String text) {
        if (text.matches("\\d+")) {
            return Long.valueOf(text);
        }
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        if (text.startsWith("[{")) {
            return InlineTables.read(text);
        }
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    private static List<ImportedAccount> imported(Transcript.Setup setup) {
        try (Secret password = Secret.utf8(PASSWORD.toCharArray())) {
            ScramVerifier verifier =
                    ScramVerifier.derive(ScramHash.SHA_256, password, new byte[16], AccountSettings.LEAST_ITERATIONS);
            return setup.imported().stream()
                    .map(name -> new ImportedAccount(BareJid.of(name + "@localhost"), List.of(verifier)))
                    .toList();
        }
    }

    private static AccountQuotas quotas(Settings settings) {
        AccountLimits limits = settings.limits().accounts();
        return new AccountQuotas(
                limits.offline().messages(),
                limits.offline().bytes(),
                limits.archiveBytes(),
                limits.rosterItems(),
                limits.subscriptionRequests(),
                limits.blockedAddresses(),
                limits.payloads().privateDataElements(),
                limits.payloads().privateDataBytes(),
                limits.payloads().vcardBytes(),
                settings.limits().signIn().knownAddresses(),
                new AccountQuotas.Nodes(
                        limits.events().nodes(),
                        limits.events().itemsPerNode(),
                        limits.events().itemBytes(),
                        limits.events().bytes(),
                        limits.events().affiliationsPerNode(),
                        limits.events().subscriptionsPerNode(),
                        limits.events().subscriptions()));
    }

    private <T extends AutoCloseable> T keep(T part) {
        open.push(part);
        return part;
    }

    @Override
    public Link connect(boolean tls) throws IOException {
        List<java.net.InetSocketAddress> where = tls ? addresses.tls() : addresses.starttls();
        SocketLink link = SocketLink.to(where.getFirst().getPort(), Trust.of(identity.certificate()));
        if (tls) {
            link.secure();
        }
        return link;
    }

    @Override
    public boolean hasSessions() {
        return true;
    }

    @Override
    public void advance(Duration time) {
        clock.advance(time);
    }

    @Override
    public String invite(Optional<String> name) {
        String link = server.administration().invite(name).link();
        return link.substring(link.indexOf("preauth=") + "preauth=".length());
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) { // AutoCloseable says Exception; what does not close fails the test
                throw new IllegalStateException(e);
            }
        }
    }
}
