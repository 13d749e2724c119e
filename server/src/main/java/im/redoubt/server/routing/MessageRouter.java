package im.redoubt.server.routing;

import im.redoubt.protocol.address.BareJid;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

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

    /** A message without an address is for the sender's own account (RFC 6120 section 10.3.1). */
    CompletionStage<Void> route(Session sender, Message message) {
        Jid to = message.to().orElse(sender.account());
        Message addressed = message.to().isPresent()
                ? message
                : message.withHeader(message.header().withTo(to));
        return Blocklists.then(
                blocklists.between(sender.address(), to), barrier -> route(sender, addressed, to, barrier));
    }

    /**
     * Who is blocked writes to nobody: to an account that cannot exist, with the same answers in the same time (XEP-0191
     * section 3.3 would have an error, and it would tell him that there is somebody).
     */
    private CompletionStage<Void> route(Session sender, Message message, Jid to, Barrier barrier) {
        return switch (barrier) {
            case NONE -> route(sender, message, to);
            case OF_RECIPIENT ->
                toAccount(sender, message, domain, to.isBare() ? Addressing.BARE : Addressing.FULL_NO_MATCH);
            case OF_SENDER, UNKNOWN -> refuse(sender, message, barrier.refusal().orElseThrow());
        };
    }

    private CompletionStage<Void> route(Session sender, Message addressed, Jid to) {
        return switch (Destination.of(to, domain)) {
            case Destination.Domain() -> refuse(sender, addressed, StanzaCondition.SERVICE_UNAVAILABLE);
            case Destination.Elsewhere() -> refuse(sender, addressed, StanzaCondition.REMOTE_SERVER_NOT_FOUND);
            case Destination.Account(BareJid account) -> toAccount(sender, addressed, account, Addressing.BARE);
            case Destination.Resource(var address) -> {
                Optional<Session> match = sessions.find(address);
                if (match.isPresent() && isKeptFor(match.get(), addressed)) {
                    yield toAccount(sender, addressed, address.bare(), Addressing.BARE);
                }
                yield match.isPresent() && match.get().sendIfThere(addressed, Claim.SOLE)
                        ? delivered(sender, addressed, address.bare(), List.of(match.get()))
                        : toAccount(sender, addressed, address.bare(), Addressing.FULL_NO_MATCH);
            }
        };
    }

    /** What would be kept is not left to the memory of a connection that is gone. */
    private static boolean isKeptFor(Session session, Message message) {
        return session.isAbsent() && (message.type() == MessageType.CHAT || message.type() == MessageType.NORMAL);
    }

    private CompletionStage<Void> toAccount(Session sender, Message message, BareJid account, Addressing addressing) {
        Recipients recipients = Recipients.of(sessions.of(account));
        return switch (MessageRules.decide(message.type(), addressing, recipients.standing())) {
            case DELIVER -> {
                List<Session> got = recipients.send(message);
                yield got.isEmpty()
                        ? toAccount(sender, message, account, addressing)
                        : delivered(sender, message, account, got);
            }
            case KEEP -> kept(sender, message, account);
            case REFUSE -> refuse(sender, message, StanzaCondition.SERVICE_UNAVAILABLE);
            case IGNORE -> Router.DONE;
        };
    }

    private CompletionStage<Void> delivered(Session sender, Message message, BareJid account, List<Session> got) {
        copier.received(account, message, got);
        copier.sent(sender, message, got);
        return Router.DONE;
    }

    private CompletionStage<Void> kept(Session sender, Message message, BareJid account) {
        return keeper.keep(account, message).thenAccept(kept -> {
            switch (kept) {
                case ACCEPTED -> copier.sent(sender, message, List.of());
                case FULL -> refuse(sender, message, StanzaCondition.SERVICE_UNAVAILABLE);
                case FAILED -> refuse(sender, message, StanzaCondition.INTERNAL_SERVER_ERROR);
            }
        });
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
            case KEEP -> keeper.keep(account, message);
            case REFUSE, IGNORE -> {}
        }
    }

    private static CompletionStage<Void> refuse(Session sender, Message message, StanzaCondition condition) {
        return refuse(sender, message, StanzaError.of(condition));
    }

    private static CompletionStage<Void> refuse(Session sender, Message message, StanzaError error) {
        if (!message.isError()) {
            sender.send(error.answer(message));
        }
        return Router.DONE;
    }
}
