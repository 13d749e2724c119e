package im.redoubt.server.offline;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.payload.Hint;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.server.archive.ArchivePreferences;
import im.redoubt.server.archive.OriginId;
import im.redoubt.server.archive.StanzaId;
import im.redoubt.server.blocking.Blocklists;
import im.redoubt.server.feature.BindHook;
import im.redoubt.server.feature.Feature;
import im.redoubt.server.feature.SessionHook;
import im.redoubt.server.routing.Keeper;
import im.redoubt.server.session.AccountQueues;
import im.redoubt.server.session.Debt;
import im.redoubt.server.session.Session;
import im.redoubt.server.session.Sessions;
import im.redoubt.server.store.Blob;
import im.redoubt.server.store.MessageHeader;
import im.redoubt.server.store.MessageId;
import im.redoubt.server.store.MessageKind;
import im.redoubt.server.store.MessageOwner;
import im.redoubt.server.store.NewMessage;
import im.redoubt.server.store.Outcome;
import im.redoubt.server.store.Refusal;
import im.redoubt.server.store.Store;
import im.redoubt.server.store.StreamCount;
import im.redoubt.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages for those who are not there (XEP-0160, RFC 6121 section 8.5.2.2.1). Guarantees: the sender's next stanza waits
 * until the message is on disk; whether the recipient exists shows neither in the answer nor in its time.
 */
public final class OfflineMessages implements Feature, Keeper, SessionHook {
    private static final Logger LOG = LoggerFactory.getLogger(OfflineMessages.class);
    private static final String CHAT_STATES = "http://jabber.org/protocol/chatstates";

    private static final CompletableFuture<Boolean> NOT_WANTED = CompletableFuture.completedFuture(false);
    private static final CompletionStage<Handed> TO_THE_STORE = CompletableFuture.completedStage(Handed.TO_THE_STORE);
    private static final CompletionStage<Handed> UNKEPT = CompletableFuture.completedStage(Handed.TO_NOBODY);

    private final BareJid domain;
    private final Store store;
    private final ArchivePreferences preferences;
    private final BacklogDelivery backlog;

    /** Keeps messages in {@code store}, and in archives as far as {@code preferences} say. */
    public OfflineMessages(
            BareJid domain,
            Store store,
            ArchivePreferences preferences,
            Sessions sessions,
            AccountQueues queues,
            Blocklists blocklists) {
        this.domain = domain;
        this.store = store;
        this.preferences = preferences;
        this.backlog = new BacklogDelivery(domain, store.messages(), sessions, queues, blocklists);
    }

    @Override
    public List<String> specs() {
        return List.of("XEP-0160 1.0.1", "XEP-0203 2.0");
    }

    @Override
    public List<String> advertisedByServer() {
        return List.of("msgoffline");
    }

    @Override
    public List<SessionHook> sessionHooks() {
        return List.of(this);
    }

    @Override
    public List<BindHook> bindHooks() {
        return List.of((session, asked) -> leaveToArchive(session.account()));
    }

    /**
     * Whoever begins a session together with his authentication finds in his archive what waited for him, and is not sent it once
     * more (XEP-0386 section 3.2); what is nowhere else waits on. Where nothing waits nothing is written.
     */
    private CompletionStage<Optional<Element>> leaveToArchive(BareJid account) {
        return store.messages()
                .pendingOffline(account, MessageId.START, 1, 1)
                .thenCompose(page -> page.ids().isEmpty()
                        ? CompletableFuture.<Void>completedFuture(null)
                        : store.messages().leaveToArchive(account))
                .thenApply(done -> Optional.empty());
    }

    @Override
    public CompletionStage<Handed> hand(
            BareJid account, Message message, boolean waits, Optional<StreamCount> counted, Consumer<Kept> kept) {
        if (!worthKeeping(message)) {
            return UNKEPT;
        }
        Jid from = message.from().orElseThrow();
        Jid to = message.to().orElseThrow();
        boolean stays = !Hint.NO_PERMANENT_STORE.isIn(message);
        CompletableFuture<Boolean> received = stays ? preferences.wants(account, from) : NOT_WANTED;
        CompletableFuture<Boolean> sent = stays && !from.bare().equals(account) && !from.equals(domain)
                ? preferences.wants(from.bare(), to)
                : NOT_WANTED;
        if (received.isDone()
                && sent.isDone()
                && !received.isCompletedExceptionally()
                && !sent.isCompletedExceptionally()) {
            return append(account, message, new Wanted(waits, received.join(), sent.join(), counted), kept);
        }
        return received.thenCombine(sent, (here, there) -> new Wanted(waits, here, there, counted))
                .thenCompose(wanted -> append(account, message, wanted, kept))
                .exceptionally(failure -> {
                    kept.accept(failed(failure));
                    return Handed.TO_THE_STORE;
                });
    }

    /**
     * Who wants to have a message.
     *
     * @param waits whether it waits for the recipient
     * @param received whether it goes into the archive of the recipient
     * @param sent whether it goes into that of the sender, who is somebody else
     * @param counted what goes to disk with it
     */
    private record Wanted(boolean waits, boolean received, boolean sent, Optional<StreamCount> counted) {
        /** What a session is about to get, and will be in no archive of its account's, is kept until it has it. */
        MessageOwner.Delivery delivery() {
            if (waits) {
                return MessageOwner.Delivery.WAITS;
            }
            return received ? MessageOwner.Delivery.NONE : MessageOwner.Delivery.UNDERWAY;
        }
    }

    private CompletionStage<Handed> append(BareJid account, Message message, Wanted wanted, Consumer<Kept> kept) {
        BareJid sender = message.from().orElseThrow().bare();
        BareJid recipient = message.to().orElseThrow().bare();
        List<MessageOwner> owners = new ArrayList<>(2);
        owners.add(new MessageOwner(account, sender, wanted.delivery(), wanted.received()));
        if (wanted.sent()) {
            owners.add(new MessageOwner(sender, recipient, MessageOwner.Delivery.NONE, true));
        }
        CompletableFuture<Outcome<MessageId>> append = store.messages()
                .append(
                        stored(message, owners, OriginId.digest(message), wanted.counted()),
                        outcome -> kept.accept(kept(account, message, wanted, outcome)));
        if (wanted.waits()) {
            backlog.expect(account, append);
        }
        var _ = append.exceptionally(failure -> {
            kept.accept(failed(failure));
            return new Outcome.Refused<>(Refusal.OFFLINE_FULL);
        });
        return TO_THE_STORE;
    }

    /**
     * A chat message that only says that somebody is typing is worth nothing later (XEP-0160 section 3). What its sender wants kept
     * is, and what he wants nobody to keep is not, if he says both (XEP-0334 section 4).
     */
    private static boolean worthKeeping(Message message) {
        boolean conversation = message.type() == MessageType.CHAT || message.type() == MessageType.NORMAL;
        if (!conversation || Hint.NO_STORE.isIn(message)) {
            return false;
        }
        return Hint.STORE.isIn(message)
                || message.type() == MessageType.NORMAL
                || message.content().children().stream()
                        .anyMatch(name ->
                                !name.namespace().equals(CHAT_STATES) && !name.is(Stanza.CLIENT_NAMESPACE, "thread"));
    }

    /** On the thread of the store: what sessions get is made where they get it. */
    private Kept kept(BareJid account, Message message, Wanted wanted, Outcome<MessageId> outcome) {
        return switch (outcome) {
            case Outcome.Done<MessageId>(MessageId id) -> {
                BareJid sender = message.from().orElseThrow().bare();
                Supplier<Message> received = () -> wanted.received() ? StanzaId.stamped(message, account, id) : message;
                yield new Kept.Done(
                        received,
                        sender.equals(account)
                                ? received
                                : () -> wanted.sent() ? StanzaId.stamped(message, sender, id) : message,
                        wanted.delivery() == MessageOwner.Delivery.UNDERWAY
                                ? Optional.of(new Debt(store.messages(), id))
                                : Optional.empty());
            }
            case Outcome.Refused<MessageId>(Refusal reason) ->
                reason == Refusal.REPEATED ? new Kept.Repeated() : new Kept.Full();
        };
    }

    private static Kept failed(Throwable failure) {
        LOG.error("a message could not be kept", failure);
        return new Kept.Failed();
    }

    @Override
    public boolean isBusy() {
        return store.congested();
    }

    @Override
    public CompletionStage<Void> deliver(BareJid account) {
        return backlog.deliver(account);
    }

    /** What is in the archive waits there; what is not, waits and is nowhere else. */
    @Override
    public CompletionStage<Held> hold(BareJid account, Message message, Optional<Debt> debt) {
        Optional<MessageId> archived = StanzaId.of(message, account);
        Optional<MessageId> owed = debt.map(Debt::id);
        if (owed.isEmpty() && archived.isEmpty() && !worthKeeping(message)) {
            return CompletableFuture.completedFuture(Held.KEPT);
        }
        BareJid sender = message.from().orElseThrow().bare();
        CompletableFuture<Outcome<MessageId>> held = owed.map(
                        id -> store.messages().turnBack(account, sender, id))
                .or(() -> archived.map(id -> store.messages().hold(account, id)))
                .orElseGet(() -> store.messages()
                        .append(stored(
                                message,
                                List.of(new MessageOwner(account, sender, MessageOwner.Delivery.WAITS, false)),
                                Optional.empty(),
                                Optional.empty())));
        backlog.expect(account, held);
        return held.handle((outcome, failure) -> {
                    if (failure != null) {
                        LOG.error("a message that came back could not be kept", failure);
                    }
                    boolean waits = failure == null && !(outcome instanceof Outcome.Refused<MessageId>);
                    if (waits) {
                        return Held.KEPT;
                    }
                    return archived.isPresent() ? Held.ARCHIVED : failure != null ? Held.FAILED : Held.FULL;
                })
                .whenComplete((now, never) -> {
                    if (now == Held.FULL || now == Held.FAILED) {
                        OriginId.digest(message).ifPresent(digest -> {
                            var _ = store.messages().forgetSent(sender, digest);
                        });
                    }
                })
                .thenCompose(
                        now -> backlog.deliver(account, owed.or(() -> archived)).thenApply(delivered -> now));
    }

    @Override
    public boolean waits(Session session) {
        return backlog.waits(session);
    }

    /** Delivers what waits, in order, and forgets it once it has left the server. */
    @Override
    public void available(Session session) {
        backlog.begin(session);
    }

    private static NewMessage stored(
            Message message, List<MessageOwner> owners, Optional<Blob> sent, Optional<StreamCount> counted) {
        MessageHeader header = new MessageHeader(
                MessageKind.valueOf(message.type().name()),
                message.from().orElseThrow(),
                message.to().orElseThrow(),
                message.id(),
                message.header().lang(),
                0);
        return new NewMessage(header, Blob.of(message.content().toByteArray()), owners, sent, counted);
    }
}
