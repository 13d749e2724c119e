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
import im.redoubt.server.session.Claim;
import im.redoubt.server.session.Session;
import im.redoubt.server.session.Sessions;
import im.redoubt.server.store.StreamCount;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** Delivers messages (RFC 6121 section 8.5). */
final class MessageRouter {
    private final BareJid domain;
    private final Sessions sessions;
    private final Keeper keeper;
    private final Copier copier;
    private final Blocklists blocklists;

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
     * @param ahead says of an account whether something of this sender's is still on its way to its sessions
     * @return complete when it was handed to the store, as far as it is kept
     */
    CompletionStage<Passage> begin(
            Session sender, Message message, Optional<StreamCount> counted, Predicate<BareJid> ahead) {
        Jid to = message.to().orElse(sender.account());
        Message addressed = message.to().isPresent()
                ? message
                : message.withHeader(message.header().withTo(to));
        return Blocklists.then(
                blocklists.between(sender.address(), to),
                barrier -> begin(new Letter(sender, addressed, to, counted), barrier, ahead));
    }

    /** A message, who sent it, where it is addressed to, and which of its stream it is. */
    private record Letter(Session sender, Message message, Jid to, Optional<StreamCount> counted) {}

    /**
     * Who is blocked writes to nobody: to an account that cannot exist, with the same answers in the same time (XEP-0191
     * section 3.3 would have an error, and it would tell him that there is somebody).
     */
    private CompletionStage<Passage> begin(Letter letter, Barrier barrier, Predicate<BareJid> ahead) {
        return switch (barrier) {
            case NONE -> begin(letter, ahead);
            case OF_RECIPIENT ->
                toAccount(letter, domain, letter.to().isBare() ? Addressing.BARE : Addressing.FULL_NO_MATCH, ahead);
            case OF_SENDER, UNKNOWN -> refused(letter, barrier.refusal().orElseThrow());
        };
    }

    private CompletionStage<Passage> begin(Letter letter, Predicate<BareJid> ahead) {
        return switch (Destination.of(letter.to(), domain)) {
            case Destination.Domain() -> refused(letter, StanzaError.of(StanzaCondition.SERVICE_UNAVAILABLE));
            case Destination.Elsewhere() -> refused(letter, StanzaError.of(StanzaCondition.REMOTE_SERVER_NOT_FOUND));
            case Destination.Account(BareJid account) -> toAccount(letter, account, Addressing.BARE, ahead);
            case Destination.Resource(FullJid address) -> {
                Optional<Session> match = sessions.find(address);
                if (match.isPresent() && !isKeptFor(match.get(), letter.message())) {
                    yield handed(letter, address.bare(), false);
                }
                yield toAccount(
                        letter, address.bare(), match.isPresent() ? Addressing.BARE : Addressing.FULL_NO_MATCH, ahead);
            }
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

    private CompletionStage<Passage> toAccount(
            Letter letter, BareJid account, Addressing addressing, Predicate<BareJid> ahead) {
        Standing standing = Recipients.of(sessions.of(account)).standing();
        return switch (MessageRules.decide(letter.message().type(), addressing, standing)) {
            case DELIVER -> handed(letter, account, false);
            case KEEP -> handed(letter, account, !ahead.test(account));
            case REFUSE -> refused(letter, StanzaError.of(StanzaCondition.SERVICE_UNAVAILABLE));
            case IGNORE -> CompletableFuture.completedFuture(Passage.of(() -> Router.DONE));
        };
    }

    private static CompletionStage<Passage> refused(Letter letter, StanzaError error) {
        return CompletableFuture.completedFuture(Passage.of(() -> refuse(letter, error)));
    }

    private CompletionStage<Passage> handed(Letter letter, BareJid account, boolean waits) {
        return keeper.hand(account, letter.message(), waits, letter.counted())
                .thenApply(handed -> Passage.of(
                        handed,
                        kept -> arrive(letter, kept, account, waits),
                        waits ? Optional.empty() : Optional.of(account)));
    }

    private CompletionStage<Void> arrive(Letter letter, Keeper.Kept outcome, BareJid account, boolean waits) {
        return switch (outcome) {
            case Keeper.Kept.Done kept
            when waits -> keeper.deliver(account).thenRun(() -> copier.sent(letter.sender(), kept.sent(), List.of()));
            case Keeper.Kept.Done kept -> handOver(letter, kept, account);
            case Keeper.Kept.Full() -> refuse(letter, StanzaError.of(StanzaCondition.SERVICE_UNAVAILABLE));
            case Keeper.Kept.Failed() -> refuse(letter, StanzaError.of(StanzaCondition.INTERNAL_SERVER_ERROR));
        };
    }

    /** To whoever is there now; where that is nobody any more, what is kept waits. */
    private CompletionStage<Void> handOver(Letter letter, Keeper.Kept.Done kept, BareJid account) {
        Optional<Session> match = letter.to() instanceof FullJid address ? sessions.find(address) : Optional.empty();
        if (match.isPresent()
                && !isKeptFor(match.get(), kept.received())
                && match.get().sendIfThere(kept.received(), Claim.SOLE)) {
            return delivered(letter.sender(), kept, account, List.of(match.get()));
        }
        Recipients recipients = Recipients.of(sessions.of(account));
        Addressing addressing =
                letter.to().isBare() || isConversation(kept.received()) ? Addressing.BARE : Addressing.FULL_NO_MATCH;
        return switch (MessageRules.decide(kept.received().type(), addressing, recipients.standing())) {
            case DELIVER -> {
                List<Session> got = recipients.send(kept.received());
                yield got.isEmpty() ? handOver(letter, kept, account) : delivered(letter.sender(), kept, account, got);
            }
            case KEEP ->
                keeper.hold(account, kept.received())
                        .thenRun(() -> copier.sent(letter.sender(), kept.sent(), List.of()));
            case REFUSE -> refuse(letter, StanzaError.of(StanzaCondition.SERVICE_UNAVAILABLE));
            case IGNORE -> Router.DONE;
        };
    }

    private CompletionStage<Void> delivered(Session sender, Keeper.Kept.Done kept, BareJid account, List<Session> got) {
        copier.received(account, kept.received(), got);
        copier.sent(sender, kept.sent(), got);
        return Router.DONE;
    }

    private static CompletionStage<Void> refuse(Letter letter, StanzaError error) {
        if (!letter.message().isError()) {
            letter.sender().send(error.answer(letter.message()));
        }
        return Router.DONE;
    }

    /**
     * Delivers a message of the server itself, which nobody blocks: to whoever is there now, after its commit, or to where it
     * waits. What cannot be kept is better seen by those who are there than lost.
     */
    CompletionStage<Announced> announce(BareJid account, Message message) {
        Standing standing = Recipients.of(sessions.of(account)).standing();
        boolean waits = MessageRules.decide(message.type(), Addressing.BARE, standing) == MessageRules.Verdict.KEEP;
        return keeper.hand(account, message, waits, Optional.empty())
                .thenCompose(Keeper.Handed::kept)
                .thenCompose(kept -> switch (kept) {
                    case Keeper.Kept.Done _
                    when waits -> keeper.deliver(account).thenApply(_ -> Announced.WAITS);
                    case Keeper.Kept.Done done -> announced(account, done.received(), Announced.DELIVERED);
                    case Keeper.Kept.Full() -> CompletableFuture.completedFuture(Announced.FULL);
                    case Keeper.Kept.Failed() -> {
                        Recipients.of(sessions.of(account)).send(message);
                        yield CompletableFuture.completedFuture(Announced.NOT_KEPT);
                    }
                });
    }

    private CompletionStage<Announced> announced(BareJid account, Message message, Announced outcome) {
        again(account, message);
        return CompletableFuture.completedFuture(outcome);
    }

    /**
     * What was to be written to a session that ended goes to the account's other sessions, or is kept, unless its sender was
     * blocked meanwhile. The list is at hand: a session that ends is still one of the account's.
     */
    void returned(BareJid account, Message message) {
        Jid from = message.from().orElse(account);
        var _ = Blocklists.then(blocklists.reaching(from, account), barrier -> {
            if (barrier == Barrier.NONE) {
                again(account, message);
            }
            return Router.DONE;
        });
    }

    private void again(BareJid account, Message message) {
        Recipients recipients = Recipients.of(sessions.of(account).stream()
                .filter(session -> !session.ended())
                .toList());
        switch (MessageRules.decide(message.type(), Addressing.BARE, recipients.standing())) {
            case DELIVER -> {
                if (recipients.send(message).isEmpty()) {
                    again(account, message);
                }
            }
            case KEEP -> keeper.hold(account, message);
            case REFUSE, IGNORE -> {}
        }
    }
}
