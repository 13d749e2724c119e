package im.redoubt.server.pep;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.ScramVerifier;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.server.blocking.Blocklists;
import im.redoubt.server.capabilities.Interests;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.feature.Request;
import im.redoubt.server.feature.Route;
import im.redoubt.server.fixture.Client;
import im.redoubt.server.fixture.MemoryAdmissions;
import im.redoubt.server.fixture.MemoryBlocks;
import im.redoubt.server.fixture.Tasks;
import im.redoubt.server.roster.RosterCache;
import im.redoubt.server.session.AccountQueues;
import im.redoubt.server.session.Session;
import im.redoubt.server.session.Sessions;
import im.redoubt.server.settings.PersonalEventLimits;
import im.redoubt.server.store.AccountQuotas;
import im.redoubt.server.store.DataLock;
import im.redoubt.server.store.NewAccount;
import im.redoubt.server.store.Outcome;
import im.redoubt.server.store.RosterItem;
import im.redoubt.server.store.RosterUpdate;
import im.redoubt.server.store.Store;
import im.redoubt.server.store.StoreSettings;
import im.redoubt.server.store.StoreUrl;
import im.redoubt.server.store.Subscription;
import im.redoubt.server.store.WorkLimits;
import im.redoubt.xml.Element;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Personal events on a real store, with sessions that say themselves what they want to hear of. */
final class Bench implements AutoCloseable {
    static final BareJid ALICE = BareJid.of("alice@localhost");
    static final BareJid BOB = BareJid.of("bob@localhost");
    static final BareJid CAROL = BareJid.of("carol@localhost");
    private static final long PATIENCE_SECONDS = 60;

    private final Tasks tasks = new Tasks();
    private final AccountQueues queues = new AccountQueues(tasks);
    private final Sessions sessions = new Sessions(20);
    private final MemoryBlocks blocks = new MemoryBlocks();
    private final Wishes wishes = new Wishes();
    private final Blocklists blocklists =
            new Blocklists(BareJid.of("localhost"), new MemoryAdmissions(blocks), sessions);
    private final DataLock lock;
    private final Store store;
    private final PersonalEvents events;

    /** Serves nodes within these limits. */
    Bench(Path directory, PersonalEventLimits limits) {
        lock = DataLock.take(directory.resolve("data"));
        store = Store.open(
                new StoreSettings(
                        StoreUrl.of("sqlite:redoubt.db"), WorkLimits.DEFAULT, AccountQuotas.DEFAULT, damage -> {}),
                lock,
                InstantSource.system(),
                new SecureRandom());
        events = new PersonalEvents(
                new PersonalEvents.Parts(
                        store.personalNodes(),
                        store.nodeSubscriptions(),
                        store.rosters(),
                        queues,
                        InstantSource.system(),
                        limits),
                new Audience(sessions, new RosterCache(store.rosters()), blocklists, wishes, new SecureRandom()),
                100_000);
        for (BareJid account : List.of(ALICE, BOB, CAROL)) {
            Store.await(store.accounts()
                    .create(new NewAccount(
                            account, List.of(verifier(ScramHash.SHA_256), verifier(ScramHash.SHA_512)), false)));
        }
    }

    /** The limits that the settings have, but for the number of events. */
    static PersonalEventLimits limits(int perSecond, int burst, int lastItems) {
        return new PersonalEventLimits(100, 1_000, 131_072, 4 << 20, 1_000, 1_000, 500, perSecond, burst, lastItems);
    }

    private static ScramVerifier verifier(ScramHash hash) {
        byte[] key = new byte[hash.length()];
        return ScramVerifier.of(hash, 10_000, new byte[ScramVerifier.SALT_BYTES], key, key);
    }

    /** What sessions want to hear of. */
    private static final class Wishes implements Interests {
        private final Map<Session, Set<String>> known = new HashMap<>();
        private final List<Follower> watchers = new ArrayList<>();

        @Override
        public Set<String> of(Session session) {
            return known.getOrDefault(session, Set.of());
        }

        @Override
        public boolean supports(Session session, String feature) {
            return false;
        }

        @Override
        public void follow(Follower watcher) {
            watchers.add(watcher);
        }
    }

    PersonalEvents events() {
        return events;
    }

    MemoryBlocks blocks() {
        return blocks;
    }

    Store store() {
        return store;
    }

    /** Lets {@code other} see the presence of {@code owner}, as both rosters say. */
    void sees(BareJid other, BareJid owner) {
        put(owner, other, Subscription.FROM);
        put(other, owner, Subscription.TO);
    }

    void put(BareJid account, BareJid contact, Subscription subscription) {
        Store.await(store.rosters()
                .put(
                        account,
                        contact,
                        Optional.of(new RosterItem(Optional.empty(), subscription, false, false, List.of()))));
    }

    /** The owner has this item of somebody in his roster from now on. */
    void knows(BareJid owner, BareJid contact, Optional<RosterItem> item) {
        CompletableFuture<Void> done = queues.run(owner, () -> {
            Outcome<RosterUpdate> outcome =
                    Store.await(store.rosters().update(owner, contact, known -> known.withItem(item)));
            if (outcome instanceof Outcome.Done<RosterUpdate>(RosterUpdate update)) {
                events.rosterWatcher().changed(owner, update);
            }
            return null;
        });
        until(done::isDone);
    }

    /** An item of somebody who sees the owner's presence, in groups. */
    static Optional<RosterItem> seeing(String... groups) {
        return Optional.of(new RosterItem(Optional.empty(), Subscription.FROM, false, false, List.of(groups)));
    }

    /** A session is over. */
    void ends(Client client) {
        sessions.remove(client.session());
        client.session().markEnded();
        events.sessionHooks().forEach(hook -> hook.ended(client.session()));
    }

    /** Begins a session that is available and wants to hear of these nodes. */
    Client client(BareJid account, String resource, String... nodes) {
        Client client = new Client(account.withResource(resource)).available(0);
        if (!sessions.add(client.session())) {
            throw new AssertionError("no room for a session");
        }
        wants(client, nodes);
        return client;
    }

    /** A session wants to hear of these nodes from now on, and of no others. */
    void wants(Client client, String... nodes) {
        wishes.known.put(client.session(), Set.of(nodes));
        if (nodes.length > 0) {
            var _ = queues.run(client.session().account(), () -> {
                wishes.watchers.forEach(watcher -> watcher.known(client.session()));
                return null;
            });
        }
        tasks.run();
    }

    /** A session says that it is not there any more. */
    void absent(Client client) {
        wishes.known.remove(client.session());
        events.sessionHooks().forEach(hook -> hook.absent(client.session()));
    }

    /** An account sees the presence of another one from now on. */
    void subscribed(BareJid contact, BareJid owner) {
        var _ = queues.run(owner, () -> {
            events.sessionHooks().forEach(hook -> hook.seen(owner, contact));
            return null;
        });
        tasks.run();
    }

    IqAnswer asks(Client client, IqRequest.Action action, BareJid about, Element payload) {
        IqRequest request = IqRequest.of(action, StanzaHeader.EMPTY.withId("q"), payload);
        Route route = events.routes().stream()
                .filter(one -> one.actions().contains(action) && one.payload().equals(request.payloadName()))
                .findFirst()
                .orElseThrow();
        CompletableFuture<IqAnswer> answer = route.handler()
                .handle(new Request(request, client.session(), about))
                .toCompletableFuture();
        until(answer::isDone);
        return answer.join();
    }

    IqAnswer sets(Client client, Element payload) {
        return asks(client, IqRequest.Action.SET, client.session().account(), payload);
    }

    IqAnswer publishes(Client client, String node, String id) {
        return sets(
                client,
                pubsub(Element.named(PubSub.NAMESPACE, "publish")
                        .attribute("node", node)
                        .child(Element.named(PubSub.NAMESPACE, "item")
                                .attribute("id", id)
                                .child(Element.named("urn:x", "x").build())
                                .build())
                        .build()));
    }

    static Element pubsub(Element action) {
        return Element.named(action.name().namespace(), "pubsub").child(action).build();
    }

    /** Returns the events that a session was sent: whose node, the node, and what happened. */
    static List<String> told(Client client) {
        return client.received().stream()
                .filter(Message.class::isInstance)
                .map(Message.class::cast)
                .map(Bench::word)
                .toList();
    }

    private static String word(Message message) {
        Element inside = message.content()
                .first(PubSub.EVENT, "event")
                .orElseThrow()
                .children()
                .getFirst();
        String what = inside.children().stream()
                .findFirst()
                .map(child ->
                        (child.name().local().equals("item") ? "" : child.name().local() + " ")
                                + child.attribute("id").orElse(""))
                .orElse(inside.name().local());
        return message.from().orElseThrow().local() + " "
                + inside.attribute("node").orElse("") + " " + what;
    }

    /** Runs what is to be done until something is so. */
    void until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            tasks.run();
            if (condition.getAsBoolean()) {
                return;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("it never is so");
            }
            LockSupport.parkNanos(100_000);
        }
    }

    @Override
    public void close() {
        store.close();
        lock.close();
    }
}
