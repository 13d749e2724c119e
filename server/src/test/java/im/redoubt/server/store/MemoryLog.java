package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A log in memory for one account, which keeps the contract of the store, or fails as it is told to. */
public final class MemoryLog implements MessageLog {
    /** When all messages came. */
    public static final Instant RECEIVED = Instant.parse("2026-11-22T10:00:00.123Z");

    private final List<StoredMessage> messages = new ArrayList<>();
    private final List<Blob> unsent = new ArrayList<>();
    private final List<NewMessage> appended = new ArrayList<>();
    private final List<StoredMessage> archived = new ArrayList<>();
    private final List<StoredMessage> underway = new ArrayList<>();
    private final List<MessageId> arrived = new ArrayList<>();
    private final List<MessageId> cursors = new ArrayList<>();
    private Optional<StoreProblem> trouble = Optional.empty();
    private Optional<Refusal> refusal = Optional.empty();
    private final List<CompletableFuture<Void>> delayed = new ArrayList<>();
    private boolean slow;
    private long last;

    /** Returns a store of these parts, by the names of the methods that return them. */
    public static Store storeOf(Map<String, Object> parts) {
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, arguments) -> {
                    Object part = parts.get(method.getName());
                    if (part == null) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return part;
                });
    }

    /** Returns the id of the message of this number. */
    public static MessageId id(long number) {
        return new MessageId(number, 7);
    }

    /** Everything fails from now on. */
    public void fail(StoreProblem problem) {
        trouble = Optional.of(problem);
    }

    /** Every message is refused from now on. */
    public void refuse(Refusal reason) {
        refusal = Optional.of(reason);
    }

    /** From now on what is appended is there when {@link #commits} says so. */
    public void slowDown() {
        slow = true;
    }

    /** Commits what was appended, in its order. */
    public void commits() {
        slow = false;
        List.copyOf(delayed).forEach(one -> one.complete(null));
    }

    /** Returns what waits. */
    public List<StoredMessage> messages() {
        return List.copyOf(messages);
    }

    /** Returns what was handed in, in order. */
    public List<NewMessage> appended() {
        return List.copyOf(appended);
    }

    /** Returns up to where what waited was delivered, in order. */
    public List<MessageId> cursors() {
        return List.copyOf(cursors);
    }

    private <T> CompletableFuture<T> failure(StoreProblem problem) {
        return CompletableFuture.failedFuture(new StoreException(problem, "as the test wants it"));
    }

    @Override
    public CompletableFuture<Outcome<MessageId>> append(NewMessage message, Consumer<Outcome<MessageId>> committed) {
        return append(message).thenApply(outcome -> {
            committed.accept(outcome);
            return outcome;
        });
    }

    @Override
    public CompletableFuture<Outcome<MessageId>> append(NewMessage message) {
        if (trouble.isPresent()) {
            return failure(trouble.get());
        }
        if (refusal.isPresent()) {
            return CompletableFuture.completedFuture(new Outcome.Refused<>(refusal.get()));
        }
        appended.add(message);
        CompletableFuture<Void> turn = new CompletableFuture<>();
        delayed.add(turn);
        if (!slow) {
            turn.complete(null);
        }
        return turn.thenApply(done -> {
            last++;
            boolean stays = message.owners().stream().anyMatch(MessageOwner::archived);
            StoredMessage stored = new StoredMessage(id(last), RECEIVED, message.header(), message.content(), stays);
            if (message.owners().stream().anyMatch(MessageOwner::waits)) {
                messages.add(stored);
            }
            if (message.owners().stream().anyMatch(owner -> owner.delivery() == MessageOwner.Delivery.UNDERWAY)) {
                underway.add(stored);
            }
            if (stays) {
                archived.add(stored);
            }
            return new Outcome.Done<>(id(last));
        });
    }

    @Override
    public CompletableFuture<Outcome<MessageId>> hold(BareJid account, MessageId id) {
        if (trouble.isPresent()) {
            return failure(trouble.get());
        }
        archived.stream()
                .filter(one -> one.id().equals(id) && !messages.contains(one))
                .forEach(messages::add);
        messages.sort(Comparator.comparing(StoredMessage::id));
        return CompletableFuture.completedFuture(new Outcome.Done<>(id));
    }

    @Override
    public void arrived(MessageId id) {
        underway.removeIf(one -> one.id().equals(id));
        arrived.add(id);
    }

    /** Returns what sessions have of what was kept for so long, in order. */
    public List<MessageId> arrived() {
        return List.copyOf(arrived);
    }

    /** Returns what is on its way, and kept until it is there. */
    public List<StoredMessage> underway() {
        return List.copyOf(underway);
    }

    @Override
    public CompletableFuture<Outcome<MessageId>> turnBack(BareJid account, BareJid peer, MessageId id) {
        if (trouble.isPresent()) {
            return failure(trouble.get());
        }
        if (refusal.isPresent()) {
            return CompletableFuture.completedFuture(new Outcome.Refused<>(refusal.get()));
        }
        underway.stream().filter(one -> one.id().equals(id)).forEach(messages::add);
        underway.removeIf(one -> one.id().equals(id));
        messages.sort(Comparator.comparing(StoredMessage::id));
        return CompletableFuture.completedFuture(new Outcome.Done<>(id));
    }

    @Override
    public CompletableFuture<OfflinePage> pendingOffline(BareJid account, MessageId after, int limit, int bytes) {
        if (trouble.isPresent()) {
            return failure(trouble.get());
        }
        List<StoredMessage> waiting =
                messages.stream().filter(one -> one.id().compareTo(after) > 0).toList();
        int size = 0;
        long sum = 0;
        while (size < Math.min(limit, waiting.size())) {
            sum += waiting.get(size).content().size();
            if (size > 0 && sum > bytes) {
                break;
            }
            size++;
        }
        List<StoredMessage> page = waiting.subList(0, size);
        return CompletableFuture.completedFuture(
                new OfflinePage(page, page.stream().map(StoredMessage::id).toList(), page.size() < waiting.size()));
    }

    @Override
    public CompletableFuture<Backlog> offlineBacklog(BareJid account) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> delivered(BareJid account, List<MessageId> ids) {
        cursors.add(ids.getLast());
        messages.removeIf(one -> ids.contains(one.id()));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> forgetSent(BareJid account) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> forgetSent(BareJid account, Blob digest) {
        unsent.add(digest);
        return CompletableFuture.completedFuture(null);
    }

    /** Returns what was forgotten to have been sent. */
    public List<Blob> unsent() {
        return List.copyOf(unsent);
    }

    @Override
    public CompletableFuture<Void> leaveToArchive(BareJid account) {
        messages.removeAll(archived);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Integer> purge(int limit) {
        throw new UnsupportedOperationException();
    }
}
