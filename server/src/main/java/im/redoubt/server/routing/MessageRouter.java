package im.redoubt.server.routing;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.server.blocking.Barrier;
import im.redoubt.server.blocking.Blocklists;
import im.redoubt.server.session.Session;
import im.redoubt.server.session.Sessions;
import im.redoubt.server.store.StreamCount;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Delivers messages (RFC 6121 section 8.5).
 *
 * <p>Size: what is decided before a message is kept is decided once more behind the commit, by the same rules.
 */
final class MessageRouter {
    private static final StanzaError NOBODY = StanzaError.of(StanzaCondition.SERVICE_UNAVAILABLE);
    private static final StanzaError FAILED = StanzaError.of(StanzaCondition.INTERNAL_SERVER_ERROR);

    private final BareJid domain;
    private final Sessions sessions;
    private final Keeper keeper;
    private final Copier copier;
    private final Blocklists blocklists;
    private final Turns turns = new Turns();

    /** Delivers within {@code domain}. */
    MessageRouter(BareJid domain, Sessions sessions, Keeper keeper, Copier copier, Blocklists blocklists) {
        this.domain = domain;
        this.sessions = sessions;
        this.keeper = keeper;
        this.copier = copier;
        this.blocklists = blocklists;
    }

    /**
     * Begins with a message. One without an address is for the sender's own account (RFC 6120 section 10.3.1).
     *
     * @param sender who sent it
     * @param message the message
     * @param counted how many stanzas of its stream will have been handled with it, if they are counted
     * @param loop where it takes effect
     * @return complete when it was handed to the store, as far as it is kept
     */
    CompletionStage<Passage> begin(Session sender, Message message, Optional<StreamCount> counted, Executor loop) {
        Jid to = message.to().orElse(sender.account());
        Message addressed = message.to().isPresent()
                ? message
                : message.withHeader(message.header().withTo(to));
        return Blocklists.then(
                blocklists.between(sender.address(), to),
                barrier -> begin(new Letter(sender, addressed, to, counted, loop), barrier));
    }

    /** A message, who sent it, where it is addressed to, which of its stream it is, and where it takes effect. */
    private record Letter(Session sender, Message message, Jid to, Optional<StreamCount> counted, Executor loop) {
        boolean isToOneself(BareJid account) {
            return account.equals(sender.account());
        }
    }

    /** What is done with a message, as far as it can be said before it is kept. */
    private sealed interface Way {
        /** It goes to those who are there. */
        record Live() implements Way {}

        /** Nobody is there, and nothing is on its way that it would overtake: it waits. */
        record Waits() implements Way {}

        /** Its sender is told that it went nowhere. */
        record Refused(StanzaError why) implements Way {}

        /** It is dropped without a word. */
        record Ignored() implements Way {}
    }

    /**
     * Who is blocked writes to nobody: to an account that cannot exist, with the same answers in the same time (XEP-0191
     * section 3.3 would have an error, and it would tell him that there is somebody).
     */
    private CompletionStage<Passage> begin(Letter letter, Barrier barrier) {
        return switch (barrier) {
            case NONE -> begin(letter);
            case OF_RECIPIENT -> {
                Addressing addressing = letter.to().isBare() ? Addressing.BARE : Addressing.FULL_NO_MATCH;
                yield go(letter, domain, toAccount(letter, domain, addressing));
            }
            case OF_SENDER, UNKNOWN -> refused(letter, barrier.refusal().orElseThrow());
        };
    }

    private CompletionStage<Passage> begin(Letter letter) {
        return switch (Destination.of(letter.to(), domain)) {
            case Destination.Domain() -> refused(letter, NOBODY);
            case Destination.Elsewhere() -> refused(letter, StanzaError.of(StanzaCondition.REMOTE_SERVER_NOT_FOUND));
            case Destination.Account(BareJid account) -> {
                turns.expect(account);
                yield expected(letter, account, toAccount(letter, account, Addressing.BARE));
            }
            case Destination.Resource(FullJid address) -> {
                turns.expect(address.bare());
                yield expected(letter, address.bare(), toSession(letter, address));
            }
        };
    }

    /** What need not be waited for any more, since it is not on its way, or is there. */
    private CompletionStage<Passage> expected(Letter letter, BareJid account, Way way) {
        if (!(way instanceof Way.Live)) {
            turns.arrived(account);
            return go(letter, account, way);
        }
        return go(letter, account, way).whenComplete((passage, failure) -> {
            if (passage instanceof Passage.Kept kept) {
                var _ = kept.done().whenComplete((done, trouble) -> turns.arrived(account));
            } else {
                turns.arrived(account);
            }
        });
    }

    private Way toSession(Letter letter, FullJid address) {
        Optional<Session> match = sessions.find(address);
        if (match.isPresent() && !isKeptFor(match.get(), letter.message())) {
            return new Way.Live();
        }
        return toAccount(letter, address.bare(), match.isPresent() ? Addressing.BARE : Addressing.FULL_NO_MATCH);
    }

    /**
     * Who is there is looked at behind saying that something may be on its way, and what else is on its way behind that: of two that
     * meet, one sees the other.
     */
    private Way toAccount(Letter letter, BareJid account, Addressing addressing) {
        Standing standing = Recipients.of(sessions.of(account)).standing();
        return switch (MessageRules.decide(letter.message().type(), addressing, standing)) {
            case DELIVER -> new Way.Live();
            case KEEP -> turns.expected(account) > 1 ? new Way.Live() : new Way.Waits();
            case REFUSE -> new Way.Refused(NOBODY);
            case IGNORE -> new Way.Ignored();
        };
    }

    private CompletionStage<Passage> go(Letter letter, BareJid account, Way way) {
        return switch (way) {
            case Way.Live() -> handed(letter, account, false);
            case Way.Waits() -> handed(letter, account, true);
            case Way.Refused(StanzaError why) -> refused(letter, why);
            case Way.Ignored() -> unkept(() -> Router.DONE);
        };
    }

    /** What would be kept is not left to the memory of a connection that is gone. */
    private static boolean isKeptFor(Session session, Message message) {
        return session.isAbsent() && isConversation(message);
    }

    boolean isBusy() {
        return keeper.isBusy();
    }

    private static boolean isConversation(Message message) {
        return message.type() == MessageType.CHAT || message.type() == MessageType.NORMAL;
    }

    private static CompletionStage<Passage> unkept(Supplier<CompletionStage<Void>> effect) {
        return CompletableFuture.completedFuture(new Passage.Unkept(effect));
    }

    private static CompletionStage<Passage> refused(Letter letter, StanzaError error) {
        return unkept(() -> refuse(letter, error));
    }

    private CompletionStage<Passage> handed(Letter letter, BareJid account, boolean waits) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        return keeper.hand(
                        account,
                        letter.message(),
                        waits,
                        letter.counted(),
                        kept -> arrive(letter, kept, account, waits, done))
                .thenApply(handed -> switch (handed) {
                    case TO_THE_STORE -> new Passage.Kept(done);
                    case TO_NOBODY ->
                        new Passage.Unkept(() -> handOver(
                                letter, Entrusted.of(letter.message()), account, () -> copy(letter, letter.message())));
                });
    }

    /** It is committed: now it takes its turns, which are those of the ids in both archives. */
    private void arrive(
            Letter letter, Keeper.Kept outcome, BareJid account, boolean waits, CompletableFuture<Void> done) {
        switch (outcome) {
            case Keeper.Kept.Done kept -> {
                boolean oneself = letter.isToOneself(account);
                Runnable copy = oneself ? () -> copy(letter, kept.sent().get()) : () -> {};
                CompletableFuture<Void> received =
                        oneself || !copier.isWanted(letter.sender()) ? done : whenCopied(letter, kept, done);
                turns.take(
                        account,
                        letter.loop(),
                        () -> waits
                                ? keeper.deliver(account).thenRun(copy)
                                : handOver(letter, entrusted(kept), account, copy),
                        received);
            }
            case Keeper.Kept.Repeated() -> done.complete(null);
            case Keeper.Kept.Full() -> refusing(letter, NOBODY, done);
            case Keeper.Kept.Failed() -> refusing(letter, FAILED, done);
        }
    }

    private static void refusing(Letter letter, StanzaError error, CompletableFuture<Void> done) {
        letter.loop().execute(() -> {
            refuse(letter, error);
            done.complete(null);
        });
    }

    /**
     * The sender's other devices see it in its place among what the account gets.
     *
     * @return what is to be complete when it was received, for {@code done} to be complete when it was copied, too
     */
    private CompletableFuture<Void> whenCopied(Letter letter, Keeper.Kept.Done kept, CompletableFuture<Void> done) {
        CompletableFuture<Void> received = new CompletableFuture<>();
        CompletableFuture<Void> copied = new CompletableFuture<>();
        var _ = received.thenCombine(copied, (one, other) -> true).whenComplete((both, failure) -> {
            if (failure == null) {
                done.complete(null);
            } else {
                done.completeExceptionally(failure);
            }
        });
        turns.take(
                letter.sender().account(),
                letter.loop(),
                () -> {
                    copy(letter, kept.sent().get());
                    return Router.DONE;
                },
                copied);
        return received;
    }

    private static Entrusted entrusted(Keeper.Kept.Done kept) {
        return new Entrusted(kept.received().get(), kept.debt());
    }

    private void copy(Letter letter, Message sent) {
        copier.sent(letter.sender(), sent, List.of());
    }

    /**
     * To whoever is there now; where that is nobody any more, what is kept waits. Whoever was blocked while it was on its way is kept
     * away.
     *
     * @param copy copies it to the sender's other devices, if nobody of his account gets it
     */
    private CompletionStage<Void> handOver(Letter letter, Entrusted message, BareJid account, Runnable copy) {
        return Blocklists.then(blocklists.reaching(letter.sender().address(), account), barrier -> switch (barrier) {
            case NONE, OF_SENDER -> deliver(letter, message, account, copy);
            case OF_RECIPIENT -> {
                message.drop();
                yield done(copy);
            }
            case UNKNOWN -> keep(letter, message, account, copy);
        });
    }

    private CompletionStage<Void> deliver(Letter letter, Entrusted entrusted, BareJid account, Runnable copy) {
        Message message = entrusted.message();
        Optional<Session> match = letter.to() instanceof FullJid address ? sessions.find(address) : Optional.empty();
        if (match.isPresent()
                && !isKeptFor(match.get(), message)
                && match.get().sendIfThere(message, entrusted.claim(1))) {
            return delivered(letter, message, account, List.of(match.get()), copy);
        }
        Recipients recipients = Recipients.of(sessions.of(account));
        Addressing addressing =
                letter.to().isBare() || isConversation(message) ? Addressing.BARE : Addressing.FULL_NO_MATCH;
        return switch (MessageRules.decide(message.type(), addressing, recipients.standing())) {
            case DELIVER -> {
                List<Session> got = recipients.send(entrusted);
                yield got.isEmpty()
                        ? deliver(letter, entrusted, account, copy)
                        : delivered(letter, message, account, got, copy);
            }
            case KEEP -> keep(letter, entrusted, account, copy);
            case REFUSE -> refuse(letter, NOBODY);
            case IGNORE -> Router.DONE;
        };
    }

    private CompletionStage<Void> keep(Letter letter, Entrusted entrusted, BareJid account, Runnable copy) {
        return keeper.hold(account, entrusted.message(), entrusted.debt()).thenCompose(held -> switch (held) {
            case KEPT, ARCHIVED -> done(copy);
            case FULL -> refuse(letter, NOBODY);
            case FAILED -> refuse(letter, FAILED);
        });
    }

    private static CompletionStage<Void> done(Runnable copy) {
        copy.run();
        return Router.DONE;
    }

    private CompletionStage<Void> delivered(
            Letter letter, Message message, BareJid account, List<Session> got, Runnable copy) {
        copier.received(account, message, got);
        return letter.isToOneself(account) ? Router.DONE : done(copy);
    }

    private static CompletionStage<Void> refuse(Letter letter, StanzaError error) {
        if (!letter.message().isError()) {
            letter.sender().send(error.answer(letter.message()));
        }
        return Router.DONE;
    }

    /**
     * Delivers a message that was kept aside to its account, as if it were sent now. Who blocks the sender hears nothing of it.
     *
     * @param message the message, with its addresses
     * @return nothing when it has taken effect, or why it has not
     */
    CompletionStage<Optional<StanzaError>> release(Message message) {
        Jid from = message.from().orElseThrow();
        Jid to = message.to().orElseThrow();
        return switch (Destination.of(to, domain)) {
            case Destination.Domain() -> CompletableFuture.completedFuture(Optional.of(NOBODY));
            case Destination.Elsewhere() ->
                CompletableFuture.completedFuture(Optional.of(StanzaError.of(StanzaCondition.REMOTE_SERVER_NOT_FOUND)));
            case Destination.Account account -> release(message, from, to.bare());
            case Destination.Resource resource -> release(message, from, to.bare());
        };
    }

    private CompletionStage<Optional<StanzaError>> release(Message message, Jid from, BareJid account) {
        return Blocklists.then(blocklists.reaching(from, account), barrier -> switch (barrier) {
            case NONE, OF_SENDER ->
                announce(account, message).thenApply(outcome -> switch (outcome) {
                    case DELIVERED, WAITS -> Optional.empty();
                    case ARCHIVED, FULL -> Optional.of(NOBODY);
                    case NOT_KEPT -> Optional.of(FAILED);
                });
            case OF_RECIPIENT -> CompletableFuture.completedFuture(Optional.empty());
            case UNKNOWN -> CompletableFuture.completedFuture(Optional.of(FAILED));
        });
    }

    /**
     * Delivers a message of the server itself, which nobody blocks: to whoever is there now, after its commit and in its turn, or to
     * where it waits. What cannot be kept is better seen by those who are there than lost.
     */
    CompletionStage<Announced> announce(BareJid account, Message message) {
        turns.expect(account);
        Standing standing = Recipients.of(sessions.of(account)).standing();
        boolean waits = MessageRules.decide(message.type(), Addressing.BARE, standing) == MessageRules.Verdict.KEEP
                && turns.expected(account) == 1;
        CompletableFuture<Announced> outcome = new CompletableFuture<>();
        if (waits) {
            turns.arrived(account);
        } else {
            var _ = outcome.whenComplete((done, failure) -> turns.arrived(account));
        }
        return keeper.hand(
                        account,
                        message,
                        waits,
                        Optional.empty(),
                        kept -> announced(account, message, kept, waits, outcome))
                .thenCompose(handed -> {
                    if (handed == Keeper.Handed.TO_NOBODY) {
                        again(account, Entrusted.of(message)).thenAccept(outcome::complete);
                    }
                    return outcome;
                });
    }

    private void announced(
            BareJid account,
            Message message,
            Keeper.Kept outcome,
            boolean waits,
            CompletableFuture<Announced> announced) {
        switch (outcome) {
            case Keeper.Kept.Done kept -> {
                CompletableFuture<Void> turn = new CompletableFuture<>();
                var _ = turn.whenComplete(
                        (over, failure) -> announced.complete(failure == null ? Announced.WAITS : Announced.NOT_KEPT));
                turns.take(
                        account,
                        Runnable::run,
                        () -> waits
                                ? keeper.deliver(account)
                                : again(account, entrusted(kept)).thenAccept(announced::complete),
                        turn);
            }
            case Keeper.Kept.Repeated() -> announced.complete(Announced.DELIVERED);
            case Keeper.Kept.Full() -> announced.complete(Announced.FULL);
            case Keeper.Kept.Failed() -> {
                Recipients.of(sessions.of(account)).send(Entrusted.of(message));
                announced.complete(Announced.NOT_KEPT);
            }
        }
    }

    /**
     * What was to be written to a session that ended goes to the account's other sessions, or is kept, unless its sender was
     * blocked meanwhile. The list is at hand: a session that ends is still one of the account's.
     */
    void returned(BareJid account, Entrusted entrusted) {
        Jid from = entrusted.message().from().orElse(account);
        var _ = Blocklists.then(blocklists.reaching(from, account), barrier -> {
            switch (barrier) {
                case NONE -> again(account, entrusted);
                case OF_RECIPIENT, OF_SENDER -> entrusted.drop();
                case UNKNOWN -> {} // what is kept of it comes with the next start
            }
            return Router.DONE;
        });
    }

    private CompletionStage<Announced> again(BareJid account, Entrusted entrusted) {
        Message message = entrusted.message();
        Recipients recipients = Recipients.of(sessions.of(account).stream()
                .filter(session -> !session.ended())
                .toList());
        return switch (MessageRules.decide(message.type(), Addressing.BARE, recipients.standing())) {
            case DELIVER ->
                recipients.send(entrusted).isEmpty()
                        ? again(account, entrusted)
                        : CompletableFuture.completedFuture(Announced.DELIVERED);
            case KEEP ->
                keeper.hold(account, message, entrusted.debt()).thenApply(held -> switch (held) {
                    case KEPT -> Announced.WAITS;
                    case ARCHIVED -> Announced.ARCHIVED;
                    case FULL -> {
                        lost(message, NOBODY);
                        yield Announced.FULL;
                    }
                    case FAILED -> {
                        lost(message, FAILED);
                        yield Announced.NOT_KEPT;
                    }
                });
            case REFUSE, IGNORE -> CompletableFuture.completedFuture(Announced.DELIVERED);
        };
    }

    /** What was taken and is nowhere now: its sender hears of it, if he is still there. */
    private void lost(Message message, StanzaError error) {
        if (message.from().isPresent() && message.from().get() instanceof FullJid sender && !message.isError()) {
            sessions.find(sender).ifPresent(session -> session.send(error.answer(message)));
        }
    }
}
