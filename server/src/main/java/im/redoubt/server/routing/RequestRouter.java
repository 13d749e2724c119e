package im.redoubt.server.routing;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.server.blocking.Barrier;
import im.redoubt.server.blocking.Blocklists;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.feature.Request;
import im.redoubt.server.feature.Route;
import im.redoubt.server.session.Session;
import im.redoubt.server.session.Sessions;
import im.redoubt.xml.XmlName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests on behalf of the server and its accounts, and passes those for sessions on. Guarantee: each request is
 * answered exactly once, whatever a feature does.
 */
final class RequestRouter {
    private static final Logger LOG = LoggerFactory.getLogger(RequestRouter.class);

    private final BareJid domain;
    private final Sessions sessions;
    private final Acquaintance acquaintance;
    private final Blocklists blocklists;
    private final Questions questions;
    private final Map<Key, Route> routes = new HashMap<>();

    private record Key(Route.Target target, XmlName payload, IqRequest.Action action) {}

    /**
     * Answers by the routes among {@code parts}.
     *
     * @throws IllegalStateException if two of them are for the same requests
     */
    RequestRouter(Router.Parts parts) {
        this.domain = parts.domain();
        this.sessions = parts.sessions();
        this.acquaintance = parts.acquaintance();
        this.blocklists = parts.blocklists();
        this.questions = parts.questions();
        for (Route route : parts.routes()) {
            for (IqRequest.Action action : route.actions()) {
                if (this.routes.put(new Key(route.target(), route.payload(), action), route) != null) {
                    throw new IllegalStateException("two features answer " + action + " " + route.payload());
                }
            }
        }
    }

    CompletionStage<Void> request(Session sender, IqRequest request) {
        Jid to = request.to().orElse(sender.account());
        return Blocklists.then(
                blocklists.leaving(sender.address(), to),
                barrier -> barrier.refusal()
                        .map(error -> refuse(sender, request, error))
                        .orElseGet(() -> request(sender, request, to)));
    }

    private CompletionStage<Void> request(Session sender, IqRequest request, Jid to) {
        return switch (Destination.of(to, domain)) {
            case Destination.Domain() -> answer(sender, request, Route.Target.SERVER, domain);
            case Destination.Elsewhere() -> refuse(sender, request, StanzaCondition.REMOTE_SERVER_NOT_FOUND);
            case Destination.Account(BareJid account) ->
                account.equals(sender.account())
                        ? answer(sender, request, Route.Target.OWN_ACCOUNT, account)
                        : answer(sender, request, Route.Target.ANY_ACCOUNT, account);
            case Destination.Resource(FullJid address) -> {
                Optional<Session> match = sessions.find(address);
                yield match.isEmpty()
                        ? refuse(sender, request, StanzaCondition.SERVICE_UNAVAILABLE)
                        : pass(sender, request, match.get());
            }
        };
    }

    /**
     * To a session that shares its presence with who asks; to anybody else there is no such session, since an answer would
     * say that it is there (RFC 6121 section 8.5.3.1).
     */
    private CompletionStage<Void> pass(Session sender, IqRequest request, Session recipient) {
        if (recipient.account().equals(sender.account())) {
            recipient.send(request);
            return Router.DONE;
        }
        return acquaintance.shares(recipient, sender.address()).handle((shared, failure) -> {
            if (failure != null) {
                failed(sender, request, failure);
            } else if (shared && !recipient.ended()) {
                recipient.send(request);
            } else {
                refuse(sender, request, StanzaCondition.SERVICE_UNAVAILABLE);
            }
            return null;
        });
    }

    /** A request that could not be written to the session it was passed to is refused in its place. */
    void returned(IqRequest request) {
        if (request.from().isPresent() && request.from().get() instanceof FullJid asker) {
            sessions.find(asker).ifPresent(sender -> refuse(sender, request, StanzaCondition.SERVICE_UNAVAILABLE));
        }
    }

    /**
     * An answer goes to who asked, a session or the server itself; any other is dropped without a word (RFC 6120 section 8.2.3),
     * and so is one that either side does not want (XEP-0191 section 3.3).
     */
    CompletionStage<Void> response(Session sender, IqResponse response) {
        if (response.to().filter(domain::equals).isPresent()) {
            questions.answered(sender, response);
            return Router.DONE;
        }
        if (response.to().isEmpty() || !(response.to().get() instanceof FullJid address)) {
            return Router.DONE;
        }
        return Blocklists.then(blocklists.between(sender.address(), address), barrier -> {
            if (barrier == Barrier.NONE) {
                sessions.find(address).ifPresent(session -> session.send(response));
            }
            return Router.DONE;
        });
    }

    private CompletionStage<Void> answer(Session sender, IqRequest request, Route.Target target, BareJid about) {
        Route route = find(target, request);
        if (route == null) {
            return refuse(sender, request, StanzaCondition.SERVICE_UNAVAILABLE);
        }
        CompletionStage<IqAnswer> stage;
        try {
            stage = route.handler().handle(new Request(request, sender, about));
        } catch (RuntimeException | Error fault) { // a feature's fault must not leave its request without an answer
            return failed(sender, request, fault);
        }
        return (target == Route.Target.ANY_ACCOUNT
                        ? stage.thenCompose(answer -> toAsker(sender, about, answer))
                        : stage)
                .handle((answer, failure) -> {
                    if (failure == null) {
                        sender.send(reply(request, answer));
                    } else {
                        failed(sender, request, failure);
                    }
                    return null;
                });
    }

    /** Of an account that blocks him an asker hears what he hears of one that does not exist: refusals, and nothing else. */
    private CompletionStage<IqAnswer> toAsker(Session sender, BareJid about, IqAnswer answer) {
        return answer instanceof IqAnswer.Refusal
                ? answer.now()
                : blocklists
                        .reaching(sender.address(), about)
                        .thenApply(barrier -> barrier == Barrier.NONE
                                ? answer
                                : IqAnswer.refuse(StanzaCondition.SERVICE_UNAVAILABLE));
    }

    /** What any account answers, one's own answers too. */
    private @org.jspecify.annotations.Nullable Route find(Route.Target target, IqRequest request) {
        Route exact = routes.get(new Key(target, request.payloadName(), request.action()));
        return exact == null && target == Route.Target.OWN_ACCOUNT
                ? routes.get(new Key(Route.Target.ANY_ACCOUNT, request.payloadName(), request.action()))
                : exact;
    }

    private static Stanza reply(IqRequest request, IqAnswer answer) {
        return switch (answer) {
            case IqAnswer.Result(var payload) -> payload.map(request::result).orElseGet(request::result);
            case IqAnswer.Refusal(StanzaError error) -> error.answer(request);
        };
    }

    private static CompletionStage<Void> failed(Session sender, IqRequest request, Throwable fault) {
        LOG.error("a request {} failed", request.payloadName(), fault);
        return refuse(sender, request, StanzaCondition.INTERNAL_SERVER_ERROR);
    }

    private static CompletionStage<Void> refuse(Session sender, IqRequest request, StanzaCondition condition) {
        return refuse(sender, request, StanzaError.of(condition));
    }

    private static CompletionStage<Void> refuse(Session sender, IqRequest request, StanzaError error) {
        sender.send(error.answer(request));
        return Router.DONE;
    }
}
