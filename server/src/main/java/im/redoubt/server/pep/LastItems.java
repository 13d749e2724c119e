package im.redoubt.server.pep;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.server.capabilities.Interests;
import im.redoubt.server.feature.SessionHook;
import im.redoubt.server.offline.Delay;
import im.redoubt.server.session.AccountQueues;
import im.redoubt.server.session.Session;
import im.redoubt.server.session.Sessions;
import im.redoubt.server.store.ItemQuery;
import im.redoubt.server.store.LastItem;
import im.redoubt.server.store.NodeItem;
import im.redoubt.server.store.OwnedNode;
import im.redoubt.server.store.PersonalNode;
import im.redoubt.server.store.PersonalNodes;
import im.redoubt.server.store.Store;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends sessions that come on line the newest item of each node that they want to hear of (XEP-0163 section 4.3.4): first of their
 * own account's nodes, then of their contacts'. Guarantees: so many at most for one presence, one behind the other, none before what
 * was sent before was written; and no session gets the same item twice.
 */
final class LastItems implements Interests.Follower, SessionHook {
    private static final Logger LOG = LoggerFactory.getLogger(LastItems.class);

    /** How many names of nodes of one session are looked for. */
    private static final int MOST_NAMES = 64;

    private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

    private final PersonalNodes nodes;
    private final AccountQueues queues;
    private final Recipients recipients;
    private final Sessions sessions;
    private final Interests interests;
    private final InstantSource clock;
    private final Events events;
    private final Served served;
    private final int most;

    /**
     * What they are sent by.
     *
     * @param nodes the store
     * @param queues the accounts' queues
     * @param clock the wall clock
     * @param most how many one session is sent for one presence
     */
    record Means(PersonalNodes nodes, AccountQueues queues, InstantSource clock, int most) {}

    LastItems(Means means, Audience audience, Recipients recipients, Events events, Served served) {
        this.nodes = means.nodes();
        this.queues = means.queues();
        this.clock = means.clock();
        this.most = means.most();
        this.recipients = recipients;
        this.sessions = audience.sessions();
        this.interests = audience.interests();
        this.events = events;
        this.served = served;
    }

    /** Nothing here waits for other accounts' queues. */
    @Override
    public void known(Session session) {
        if (session.ended()) {
            return;
        }
        long moment = clock.millis();
        List<String> names = served.begin(
                session,
                new TreeSet<>(interests.of(session)).stream().limit(MOST_NAMES).toList(),
                moment - 1);
        Round round = new Round(session, most);
        CompletionStage<Void> done = own(round, names);
        for (String name : names) {
            done = done.thenCompose(before -> ofContacts(round, name));
        }
        var _ = done.whenComplete((end, trouble) -> {
            served.end(session, names, moment);
            if (trouble != null) {
                LOG.debug("{} was not sent all that is newest", session, trouble);
            }
        });
    }

    /** What one session is sent for one presence. */
    private static final class Round {
        private final Session session;
        private int left;

        Round(Session session, int left) {
            this.session = session;
            this.left = left;
        }
    }

    private CompletionStage<Void> own(Round round, List<String> names) {
        BareJid account = round.session.account();
        return nodes.all(account)
                .thenCompose(all -> each(
                        round,
                        all.stream()
                                .filter(node -> names.contains(node.name()))
                                .filter(node -> node.version() > served.until(round.session, node.name()))
                                .map(node -> new OwnedNode(account, node))
                                .toList()));
    }

    private CompletionStage<Void> ofContacts(Round round, String name) {
        if (round.left <= 0 || round.session.ended()) {
            return DONE;
        }
        long after = served.until(round.session, name);
        return nodes.shownTo(round.session.account(), name, after, round.left).thenCompose(found -> each(round, found));
    }

    private CompletionStage<Void> each(Round round, List<OwnedNode> found) {
        CompletionStage<Void> done = DONE;
        for (OwnedNode one : found) {
            done = done.thenCompose(
                    before -> next(round, one.owner(), one.node().name()));
        }
        return done;
    }

    /** On its owner's queue, where nothing new is published meanwhile. */
    private CompletionStage<Void> next(Round round, BareJid owner, String name) {
        if (round.left <= 0) {
            return DONE;
        }
        Supplier<Boolean> sending = () -> sent(round.session, owner, name);
        return queues.run(owner, sending).thenCompose(sent -> {
            if (!sent) {
                return DONE;
            }
            round.left--;
            return round.session.written();
        });
    }

    private boolean sent(Session session, BareJid owner, String name) {
        if (session.ended() || served.isTold(session, owner, name) || !recipients.reaches(session, owner, name)) {
            return false;
        }
        return Store.await(nodes.find(owner, name))
                .filter(node -> node.configuration().lastItem() == LastItem.ON_SUBSCRIPTION_AND_PRESENCE)
                .filter(node -> recipients.isTold(session, owner, node))
                .filter(node -> send(session, session.address(), owner, node))
                .isPresent();
    }

    /** Somebody has subscribed to a node: what his sessions were not sent without that (XEP-0060 section 6.1.7). */
    void subscribed(BareJid owner, PersonalNode node, Jid subscriber) {
        if (node.configuration().lastItem() == LastItem.NEVER) {
            return;
        }
        recipients.bySubscription(owner, node, subscriber).forEach((session, address) -> {
            if (!recipients.isTold(session, owner, node)) {
                send(session, address, owner, node);
            }
        });
    }

    private boolean send(Session session, Jid address, BareJid owner, PersonalNode node) {
        List<NodeItem> newest = Store.await(
                        nodes.items(owner, node.name(), new ItemQuery(0, Long.MAX_VALUE, true, 1, 1)))
                .items();
        for (NodeItem item : newest) {
            Events.send(
                    session,
                    events.message(
                            owner,
                            address,
                            Delay.stamped(Events.content(Events.published(node, item)), owner, item.publishedAt())));
        }
        return !newest.isEmpty();
    }

    /** What is published within the same millisecond may come twice, rather than not at all. */
    @Override
    public void absent(Session session) {
        served.leaves(session, clock.millis() - 1);
    }

    /** A new subscriber gets what is there (XEP-0163 section 4.3.4), on the owner's queue. */
    @Override
    public void seen(BareJid owner, BareJid contact) {
        List<Session> there = sessions.of(contact).stream()
                .filter(session -> !interests.of(session).isEmpty())
                .toList();
        if (there.isEmpty()) {
            return;
        }
        int left = most;
        for (PersonalNode node : Store.await(nodes.all(owner))) {
            for (Session session : there) {
                if (left > 0
                        && node.configuration().lastItem() != LastItem.NEVER
                        && recipients.isTold(session, owner, node)
                        && send(session, session.address(), owner, node)) {
                    left--;
                }
            }
        }
    }

    @Override
    public void ended(Session session) {
        served.forget(session);
    }
}
