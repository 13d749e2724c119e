package im.redoubt.server.offline;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.payload.Hint;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.server.archive.ArchivePreferences;
import im.redoubt.server.archive.StanzaId;
import im.redoubt.server.blocking.Blocklists;
import im.redoubt.server.feature.Feature;
import im.redoubt.server.feature.SessionHook;
import im.redoubt.server.routing.Keeper;
import im.redoubt.server.routing.Router;
import im.redoubt.server.session.AccountQueues;
import im.redoubt.server.session.Session;
import im.redoubt.server.session.Sessions;
import im.redoubt.server.store.Blob;
import im.redoubt.server.store.MessageHeader;
import im.redoubt.server.store.MessageId;
import im.redoubt.server.store.MessageKind;
import im.redoubt.server.store.MessageOwner;
import im.redoubt.server.store.NewMessage;
import im.redoubt.server.store.Outcome;
import im.redoubt.server.store.RosterItem;
import im.redoubt.server.store.Store;
import im.redoubt.server.store.StreamCount;
import im.redoubt.server.store.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
    public CompletionStage<Handed> hand(
            BareJid account, Message message, boolean waits, Optional<StreamCount> counted) {
        if (!worthKeeping(message)) {
            return CompletableFuture.completedFuture(handed(unkept(message)));
        }
        Jid from = message.from().orElseThrow();
        Jid to = message.to().orElseThrow();
        boolean stays = !Hint.NO_PERMANENT_STORE.isIn(message);
        CompletableFuture<Boolean> received =
                stays && !account.isDomain() ? preferences.wants(account, from) : NOT_WANTED;
        CompletableFuture<Boolean> sent = stays && !from.bare().equals(account) && !from.equals(domain)
                ? preferences.wants(from.bare(), to)
                : NOT_WANTED;
        if (received.isDone()
                && sent.isDone()
                && !received.isCompletedExceptionally()
                && !sent.isCompletedExceptionally()) {
            return CompletableFuture.completedFuture(
                    handed(append(account, message, new Wanted(waits, received.join(), sent.join(), counted))));
        }
        return received.thenCombine(sent, (here, there) -> new Wanted(waits, here, there, counted))
                .thenApply(wanted -> handed(append(account, message, wanted)))
                .exceptionally(failure -> handed(failed(failure)));
    }

    private static Handed handed(CompletionStage<Kept> kept) {
        return new Handed(kept);
    }

    private static CompletionStage<Kept> unkept(Message message) {
        return CompletableFuture.completedFuture(new Kept.Done(message, message));
    }

    /**
     * Who wants to have a message.
     *
     * @param waits whether it waits for the recipient
     * @param received whether it goes into the archive of the recipient
     * @param sent whether it goes into that of the sender, who is somebody else
     * @param counted what goes to disk with it
     */
    private record Wanted(boolean waits, boolean received, boolean sent, Optional<StreamCount> counted) {}

    private CompletionStage<Kept> append(BareJid account, Message message, Wanted wanted) {
        BareJid sender = message.from().orElseThrow().bare();
        BareJid recipient = message.to().orElseThrow().bare();
        List<MessageOwner> owners = new ArrayList<>(2);
        if (wanted.waits() || wanted.received()) {
            owners.add(new MessageOwner(account, sender, wanted.waits(), wanted.received()));
        }
        if (wanted.sent()) {
            owners.add(new MessageOwner(sender, recipient, false, true));
        }
        if (owners.isEmpty()) {
            return unkept(message);
        }
        CompletableFuture<Outcome<MessageId>> append =
                store.messages().append(stored(message, owners, wanted.counted()));
        if (wanted.waits()) {
            backlog.expect(account, append);
        }
        return append.handle((outcome, failure) ->
                        failure == null ? appended(account, message, wanted, outcome) : failed(failure))
                .thenCompose(kept -> kept);
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

    private CompletionStage<Kept> appended(
            BareJid account, Message message, Wanted wanted, Outcome<MessageId> outcome) {
        if (outcome instanceof Outcome.Done<MessageId>(MessageId id)) {
            BareJid sender = message.from().orElseThrow().bare();
            boolean own = sender.equals(account);
            Message received = wanted.received() ? StanzaId.stamped(message, account, id) : message;
            Message sent = wanted.sent() ? StanzaId.stamped(message, sender, id) : own ? received : message;
            return CompletableFuture.completedFuture(new Kept.Done(received, sent));
        }
        BareJid sender = message.from().orElseThrow().bare();
        if (sender.equals(domain)) {
            // The server itself may know, and tells the operator.
            return CompletableFuture.completedFuture(new Kept.Full());
        }
        return store.rosters()
                .contact(account, sender)
                .handle((contact, failure) -> failure == null
                                && contact.item().filter(OfflineMessages::sees).isPresent()
                        ? new Kept.Full()
                        : new Kept.Done(message, message));
    }

    /** Only somebody who may see the account's presence is told that its mailbox is full, and so that it exists. */
    private static boolean sees(RosterItem item) {
        return item.subscription() == Subscription.FROM || item.subscription() == Subscription.BOTH;
    }

    private static CompletionStage<Kept> failed(Throwable failure) {
        LOG.error("a message could not be kept", failure);
        return CompletableFuture.completedFuture(new Kept.Failed());
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
    public CompletionStage<Void> hold(BareJid account, Message message) {
        Optional<MessageId> archived = StanzaId.of(message, account);
        if (archived.isEmpty() && !worthKeeping(message)) {
            return Router.DONE;
        }
        BareJid sender = message.from().orElseThrow().bare();
        CompletableFuture<Outcome<MessageId>> held = archived.map(
                        id -> store.messages().hold(account, id))
                .orElseGet(() -> store.messages()
                        .append(stored(
                                message, List.of(new MessageOwner(account, sender, true, false)), Optional.empty())));
        backlog.expect(account, held);
        return held.handle((outcome, failure) -> {
                    if (failure != null) {
                        LOG.error("a message that came back could not be kept", failure);
                    }
                    return archived;
                })
                .thenCompose(id -> backlog.deliver(account, id));
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

    private static NewMessage stored(Message message, List<MessageOwner> owners, Optional<StreamCount> counted) {
        MessageHeader header = new MessageHeader(
                MessageKind.valueOf(message.type().name()),
                message.from().orElseThrow(),
                message.to().orElseThrow(),
                message.id(),
                message.header().lang(),
                0);
        return new NewMessage(header, Blob.of(message.content().toByteArray()), owners, counted);
    }
}
