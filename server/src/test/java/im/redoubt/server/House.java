package im.redoubt.server;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.ScramVerifier;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCodec;
import im.redoubt.protocol.stanza.StanzaReading;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.protocol.stream.UserAgent;
import im.redoubt.server.routing.Gate;
import im.redoubt.server.routing.Passage;
import im.redoubt.server.routing.Router;
import im.redoubt.server.session.AccountQueues;
import im.redoubt.server.session.Claim;
import im.redoubt.server.session.Outbox;
import im.redoubt.server.session.Outgoing;
import im.redoubt.server.session.Session;
import im.redoubt.server.session.Sessions;
import im.redoubt.server.settings.Settings;
import im.redoubt.server.store.AccountQuotas;
import im.redoubt.server.store.Admission;
import im.redoubt.server.store.DataLock;
import im.redoubt.server.store.NewAccount;
import im.redoubt.server.store.RosterItem;
import im.redoubt.server.store.Store;
import im.redoubt.server.store.StoreSettings;
import im.redoubt.server.store.StoreUrl;
import im.redoubt.server.store.Subscription;
import im.redoubt.server.store.WorkLimits;
import im.redoubt.xml.Element;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The server's router with all features, a real store and real sessions, and no network: what is sent to a session is
 * noted, in order.
 */
final class House implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;
    private static final byte[] SALT = new byte[ScramVerifier.SALT_BYTES];
    private static final List<ScramVerifier> VERIFIERS =
            List.of(verifier(ScramHash.SHA_256), verifier(ScramHash.SHA_512));

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AccountQueues queues = new AccountQueues(threads);
    private final Sessions sessions = new Sessions(20);
    private final Queue<CompletableFuture<Void>> underWay = new ConcurrentLinkedQueue<>();
    private final DataLock lock;
    private final Store store;
    private final Features features;
    private final Router router;
    private final BareJid domain;

    House(Path directory) {
        Settings settings = Settings.defaults(directory);
        domain = BareJid.of(settings.domain());
        lock = DataLock.take(directory.resolve("data"));
        store = Store.open(
                new StoreSettings(
                        StoreUrl.of("sqlite:redoubt.db"), WorkLimits.DEFAULT, AccountQuotas.DEFAULT, damage -> {}),
                lock,
                InstantSource.system(),
                new SecureRandom());
        features = new Features(
                new Features.Parts(
                        domain,
                        settings,
                        store,
                        sessions,
                        queues,
                        InstantSource.system(),
                        new SecureRandom(),
                        (reporter, report) -> {},
                        (account, by, change, addresses) -> {}),
                Gate.OPEN,
                List.of(),
                List.of());
        router = features.router();
    }

    private static ScramVerifier verifier(ScramHash hash) {
        byte[] key = new byte[hash.length()];
        return ScramVerifier.of(hash, 10_000, SALT, key, key);
    }

    BareJid domain() {
        return domain;
    }

    Store store() {
        return store;
    }

    Router router() {
        return router;
    }

    /** Makes an account. */
    BareJid account(String name) {
        BareJid address = BareJid.of(name, domain.domain());
        Store.await(store.accounts().create(new NewAccount(address, VERIFIERS, false)));
        return address;
    }

    /** Writes what {@code account} knows of {@code contact} into its roster. */
    void knows(BareJid account, BareJid contact, Subscription subscription) {
        Store.await(store.rosters()
                .put(
                        account,
                        contact,
                        Optional.of(new RosterItem(Optional.empty(), subscription, false, false, List.of()))));
    }

    /** Writes that {@code account} blocks {@code other}; before either of them has a session. */
    void blocks(BareJid account, BareJid other) {
        Store.await(store.blockedAddresses().add(account, List.of(other)));
    }

    /** Writes that {@code account} hears nobody but these; before any of them has a session. */
    void hears(BareJid account, BareJid... others) {
        Store.await(store.admissions().replace(account, Admission.Listed.of(List.of(others), List.of())));
    }

    RosterItem item(BareJid account, BareJid contact) {
        return Store.await(store.rosters().contact(account, contact)).item().orElseThrow();
    }

    /** Begins a session, which asks for its roster as clients do. */
    Guest guest(BareJid account, String resource) {
        Guest guest = new Guest(account, resource);
        if (!sessions.add(guest.session)) {
            throw new AssertionError("no room for a session");
        }
        guest.sends(Element.named("jabber:client", "iq")
                .attribute("type", "get")
                .attribute("id", "roster")
                .child(Element.named("jabber:iq:roster", "query").build())
                .build());
        return guest;
    }

    /** Waits until everything that was begun with has taken effect. */
    void arrived() {
        underWay.forEach(
                one -> one.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join());
        settle();
    }

    /** Waits until nothing is under way any more. */
    void settle() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (queues.busy() > 0) {
            if (System.nanoTime() > end) {
                throw new AssertionError("work is still under way");
            }
            LockSupport.parkNanos(100_000);
        }
    }

    @Override
    public void close() {
        settle();
        threads.shutdown();
        store.close();
        lock.close();
    }

    /** A session and what it was sent. */
    final class Guest implements Outbox {
        private final List<Stanza> received = new ArrayList<>();
        private final Session session;

        private Guest(BareJid account, String resource) {
            this.session = new Session(
                    account.withResource(resource),
                    this,
                    new Session.Origin(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
                            "SCRAM-SHA-256",
                            UserAgent.UNKNOWN,
                            Instant.EPOCH));
        }

        Session session() {
            return session;
        }

        /** Gives the router a stanza as the driver of a stream does, and waits until it has taken effect. */
        Guest sends(Element element) {
            StanzaReading reading = StanzaCodec.read(element.toParsed(), "jabber:client", Optional.empty());
            Stanza stanza = ((StanzaReading.Valid) reading).stanza();
            Stanza stamped = stanza.withHeader(stanza.header().withFrom(session.address()));
            router.begin(session, stamped, Optional.empty(), Runnable::run)
                    .thenCompose(passage -> switch (passage) {
                        case Passage.Unkept(var effect) -> effect.get();
                        case Passage.Kept(var done) -> done;
                    })
                    .toCompletableFuture()
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
            settle();
            return this;
        }

        /** Gives the router a stanza, and does not wait for more than that it was handed to the store. */
        void begins(Element element, Executor loop) {
            StanzaReading reading = StanzaCodec.read(element.toParsed(), "jabber:client", Optional.empty());
            Stanza stanza = ((StanzaReading.Valid) reading).stanza();
            Passage passage = router.begin(
                            session,
                            stanza.withHeader(stanza.header().withFrom(session.address())),
                            Optional.empty(),
                            loop)
                    .toCompletableFuture()
                    .join();
            underWay.add(((Passage.Kept) passage).done());
        }

        /** Sends presence with a priority. */
        Guest comesOnline(int priority) {
            return sends(Element.named("jabber:client", "presence")
                    .child("jabber:client", "priority", Integer.toString(priority))
                    .build());
        }

        Guest presence(String type, Optional<String> to) {
            return sends(Element.named("jabber:client", "presence")
                    .attribute("type", type.equals("available") ? Optional.empty() : Optional.of(type))
                    .attribute("to", to)
                    .attribute("id", "p1")
                    .build());
        }

        /** The stream ends: what follows is what the driver does. */
        void leaves() {
            session.markEnded();
            sessions.remove(session);
            features.presence().ended(session).toCompletableFuture().join();
            settle();
        }

        synchronized List<Stanza> received() {
            return List.copyOf(received);
        }

        synchronized void forget() {
            received.clear();
        }

        List<Presence> presences() {
            return received().stream()
                    .filter(Presence.class::isInstance)
                    .map(Presence.class::cast)
                    .toList();
        }

        List<Message> messages() {
            return received().stream()
                    .filter(Message.class::isInstance)
                    .map(Message.class::cast)
                    .toList();
        }

        @Override
        public CompletableFuture<Void> sendStored(List<Outgoing> stanzas) {
            stanzas.forEach(one -> send(one.stanza()));
            return written();
        }

        @Override
        public synchronized void send(Stanza stanza, Claim claim) {
            received.add(stanza);
        }

        @Override
        public boolean isOwnThread() {
            return true;
        }

        @Override
        public long maxWaitingBytes() {
            return Long.MAX_VALUE;
        }

        @Override
        public void slow() {
            throw new AssertionError("a guest takes everything");
        }

        @Override
        public CompletableFuture<Void> written() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void end(StreamError error) {
            throw new AssertionError("a stream was ended: " + error);
        }
    }
}
