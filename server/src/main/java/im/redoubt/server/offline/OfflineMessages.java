package im.redoubt.server.offline;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.payload.Hint;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.server.blocking.Blocklists;
import im.redoubt.server.feature.Feature;
import im.redoubt.server.feature.SessionHook;
import im.redoubt.server.routing.Keeper;
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
import im.redoubt.server.store.StoreException;
import im.redoubt.server.store.StoreProblem;
import im.redoubt.server.store.Subscription;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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

    private final Store store;
    private final BacklogDelivery backlog;

    /** Keeps messages in {@code store}. */
    public OfflineMessages(
            BareJid domain, Store store, Sessions sessions, AccountQueues queues, Blocklists blocklists) {
        this.store = store;
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
    public CompletionStage<Kept> keep(BareJid account, Message message) {
        if (!worthKeeping(message)) {
            return CompletableFuture.completedFuture(Kept.ACCEPTED);
        }
        CompletableFuture<Outcome<MessageId>> append = store.messages().append(stored(account, message));
        backlog.expect(account, append);
        return append.handle(
                        (outcome, failure) -> failure == null ? appended(account, message, outcome) : failed(failure))
                .thenCompose(kept -> kept);
    }

    /**
     * A chat message that only says that somebody is typing is worth nothing later (XEP-0160 section 3). What its sender wants kept
     * is, and what he wants nobody to keep is not, if he says both (XEP-0334 section 4).
     */
    private static boolean worthKeeping(Message message) {
        if (Hint.NO_STORE.isIn(message)) {
            return false;
        }
        return Hint.STORE.isIn(message)
                || message.type() == MessageType.NORMAL
                || message.content().children().stream()
                        .anyMatch(name ->
                                !name.namespace().equals(CHAT_STATES) && !name.is(Stanza.CLIENT_NAMESPACE, "thread"));
    }

    private CompletionStage<Kept> appended(BareJid account, Message message, Outcome<MessageId> outcome) {
        if (outcome instanceof Outcome.Done<MessageId>) {
            return backlog.deliver(account).thenApply(done -> Kept.ACCEPTED);
        }
        BareJid sender = message.from().orElseThrow().bare();
        return store.rosters()
                .contact(account, sender)
                .handle((contact, failure) -> failure == null
                                && contact.item().filter(OfflineMessages::sees).isPresent()
                        ? Kept.FULL
                        : Kept.ACCEPTED);
    }

    /** Only somebody who may see the account's presence is told that its mailbox is full, and so that it exists. */
    private static boolean sees(RosterItem item) {
        return item.subscription() == Subscription.FROM || item.subscription() == Subscription.BOTH;
    }

    private static CompletionStage<Kept> failed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof StoreException problem && problem.problem() == StoreProblem.NO_ACCOUNT) {
            return CompletableFuture.completedFuture(Kept.ACCEPTED);
        }
        LOG.error("a message could not be kept", cause);
        return CompletableFuture.completedFuture(Kept.FAILED);
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

    private NewMessage stored(BareJid account, Message message) {
        MessageHeader header = new MessageHeader(
                MessageKind.valueOf(message.type().name()),
                message.from().orElseThrow(),
                message.to().orElseThrow(),
                message.id(),
                message.header().lang(),
                0);
        BareJid sender = message.from().orElseThrow().bare();
        return new NewMessage(
                header, Blob.of(message.content().toByteArray()), List.of(MessageOwner.waiting(account, sender)));
    }
}
