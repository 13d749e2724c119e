package im.redoubt.server.offline;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.server.archive.StanzaId;
import im.redoubt.server.blocking.Blocklist;
import im.redoubt.server.blocking.Blocklists;
import im.redoubt.server.session.AccountQueues;
import im.redoubt.server.session.Claim;
import im.redoubt.server.session.HandedPage;
import im.redoubt.server.session.Outgoing;
import im.redoubt.server.session.Session;
import im.redoubt.server.session.Sessions;
import im.redoubt.server.store.MessageHeader;
import im.redoubt.server.store.MessageId;
import im.redoubt.server.store.MessageLog;
import im.redoubt.server.store.OfflinePage;
import im.redoubt.server.store.Store;
import im.redoubt.server.store.StoreException;
import im.redoubt.server.store.StoredMessage;
import im.redoubt.xml.XmlContent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The delivery of messages that waited. Guarantees: they come in the order in which they were kept, and before anything
 * newer; they go to one session, and each is forgotten once it has left the server; if its connection ends before that, it
 * comes again. A page follows when the one before was written, so that a slow reader fills no memory.
 */
final class BacklogDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(BacklogDelivery.class);
    private static final int PAGE = 100;

    /** As much content as is handed over at once: what a slow reader leaves waiting stays below its limit. */
    private static final int PART_BYTES = 65_536;

    private static final CompletableFuture<Void> NOTHING = CompletableFuture.completedFuture(null);

    private final BareJid domain;
    private final MessageLog log;
    private final Sessions sessions;
    private final AccountQueues queues;
    private final Blocklists blocklists;
    private final ConcurrentHashMap<BareJid, Departure> departures = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<BareJid, CompletableFuture<?>> appends = new ConcurrentHashMap<>();

    /**
     * What is on its way out.
     *
     * @param session to whom
     * @param upTo the last message handed to it
     * @param settled complete when it waits no more, failed if the connection ended before: then what the client has waits no more
     */
    private record Departure(Session session, MessageId upTo, CompletableFuture<Void> settled) {}

    BacklogDelivery(BareJid domain, MessageLog log, Sessions sessions, AccountQueues queues, Blocklists blocklists) {
        this.domain = domain;
        this.log = log;
        this.sessions = sessions;
        this.queues = queues;
        this.blocklists = blocklists;
    }

    /** Something is being kept: who comes on line meanwhile has it wait for it. The store keeps one after the other. */
    void expect(BareJid account, CompletableFuture<?> append) {
        appends.put(account, append);
        var _ = append.whenComplete((done, failure) -> appends.remove(account, append));
    }

    /** What comes back from a session that is over, and what is being kept, is older than what this session will be sent. */
    private void settle(Session session) {
        for (Session other : sessions.of(session.account())) {
            if (other != session && other.ended()) {
                other.awaitDeparture();
            }
        }
        CompletableFuture<?> append = appends.get(session.account());
        if (append != null) {
            Store.await(append.handle((done, failure) -> true));
        }
    }

    /**
     * Returns whether anything waits for this session. What is kept after this is delivered by {@link #deliver}; what another
     * session is being handed is that session's.
     */
    boolean waits(Session session) {
        if (isUnderWay(session.account())) {
            return false;
        }
        try {
            settle(session);
            MessageId after = reached(session.account(), session);
            return !Store.await(log.pendingOffline(session.account(), after, 1, PART_BYTES))
                    .ids()
                    .isEmpty();
        } catch (StoreException trouble) {
            LOG.error("kept messages wait for the next sign-in", trouble);
            return false;
        }
    }

    /** A session came on line and takes no messages yet: what waits goes first. Called on the account's queue. */
    void begin(Session session) {
        page(session);
    }

    /**
     * Something was kept: whoever came on line meanwhile gets it.
     *
     * @return complete when it is on its way or stays where it is; the sender's next message waits for that, or it could
     *     overtake this one
     */
    CompletableFuture<Void> deliver(BareJid account) {
        return deliver(account, Optional.empty());
    }

    /**
     * As above; {@code held} came back from a session, and may be older than what is on its way out: that goes first then, or
     * it would be passed over.
     */
    CompletableFuture<Void> deliver(BareJid account, Optional<MessageId> held) {
        Departure before = departures.get(account);
        if (held.isPresent() && before != null && held.get().compareTo(before.upTo()) <= 0) {
            return before.settled().handle((done, failure) -> true).thenCompose(settled -> deliver(account));
        }
        if (sessions.of(account).isEmpty()) {
            return NOTHING;
        }
        return queues.run(account, () -> {
                    if (!isUnderWay(account)) {
                        sessions.of(account).stream()
                                .filter(session -> session.wantsMessages() && !session.ended())
                                .findFirst()
                                .ifPresent(this::page);
                    }
                    return true;
                })
                .handle((done, failure) -> null);
    }

    /** Whether one of the account's sessions is being handed what waited. It gets what is kept meanwhile, too. */
    private boolean isUnderWay(BareJid account) {
        return sessions.of(account).stream()
                .anyMatch(session -> session.isCatchingUp() && !session.ended() && !session.isAbsent());
    }

    private void page(Session session) {
        try {
            if (!session.ended()) {
                hand(session);
            }
        } catch (RuntimeException trouble) { // whatever it is, the session must not wait for messages for ever
            LOG.error("kept messages wait for the next sign-in", trouble);
            session.caughtUp();
        }
    }

    private void hand(Session session) {
        BareJid account = session.account();
        MessageId after = reached(account, session);
        OfflinePage part = Store.await(log.pendingOffline(account, after, PAGE, PART_BYTES));
        // Whoever was blocked after his message was kept is kept away all the same; the cursor passes it.
        Blocklist blocked = Store.await(blocklists.of(account));
        HandedPage page = new HandedPage();
        CompletableFuture<Void> written = session.sendStored(part.messages().stream()
                .filter(message -> !blocked.blocks(message.header().from()))
                .map(message -> new Outgoing(delivered(account, message), new Claim.Waiting(message.id(), page)))
                .toList());
        if (!part.ids().isEmpty()) {
            depart(session, part.ids(), page, written);
        }
        if (part.more()) {
            session.catchUp();
            var _ = written.thenCompose(done -> queues.run(account, () -> {
                page(session);
                return true;
            }));
        } else {
            session.caughtUp();
        }
    }

    /** Returns after which message to go on. What is on its way to a session that is gone is settled first. */
    private MessageId reached(BareJid account, Session session) {
        Departure before = departures.get(account);
        if (before == null) {
            return MessageId.START;
        }
        Session other = before.session();
        if (other == session || (other.availability().isPresent() && !other.ended())) {
            return before.upTo();
        }
        // It leaves, and perhaps before it was given everything.
        Store.await(before.settled().handle((done, failure) -> true));
        departures.remove(account, before);
        return MessageId.START;
    }

    private void depart(Session session, List<MessageId> ids, HandedPage page, CompletableFuture<Void> written) {
        BareJid account = session.account();
        CompletableFuture<Void> earlier = Optional.ofNullable(departures.get(account))
                .map(before -> before.session() == session
                        ? before.settled().exceptionally(failure -> null)
                        : before.settled())
                .orElse(NOTHING);
        CompletableFuture<Void> settled = written.thenCombine(earlier, (done, before) -> ids)
                .thenCompose(gone -> log.delivered(account, gone))
                .exceptionallyCompose(failure ->
                        forget(account, page.got()).thenCompose(done -> CompletableFuture.failedFuture(failure)));
        Departure departure = new Departure(session, ids.getLast(), settled);
        departures.put(account, departure);
        var _ = settled.whenComplete((done, failure) -> {
            boolean last = departures.remove(account, departure);
            // What another session was to get and did not comes again: the cursor must not pass it.
            if (failure != null && last && (session.ended() || earlier.isCompletedExceptionally())) {
                var _ = deliver(account);
            }
        });
    }

    /** Most connections that end before a page was written have acknowledged nothing of it. */
    private CompletableFuture<Void> forget(BareJid account, List<MessageId> ids) {
        return ids.isEmpty() ? NOTHING : log.delivered(account, ids);
    }

    private Message delivered(BareJid account, StoredMessage stored) {
        MessageHeader header = stored.header();
        XmlContent content = Delay.stamped(
                XmlContent.read(Stanza.CLIENT_NAMESPACE, stored.content().toByteArray()), domain, stored.receivedAt());
        if (stored.archived()) {
            content = StanzaId.stamped(content, account, stored.id());
        }
        return new Message(
                new StanzaHeader(
                        header.stanzaId(), Optional.of(header.to()), Optional.of(header.from()), header.language()),
                MessageType.valueOf(header.kind().name()),
                content);
    }
}
