package im.redoubt.server.routing;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.server.blocking.Blocklists;
import im.redoubt.server.feature.Route;
import im.redoubt.server.session.Debt;
import im.redoubt.server.session.Session;
import im.redoubt.server.session.Sessions;
import im.redoubt.server.store.StreamCount;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Takes each stanza of a session to where it belongs (RFC 6120 section 10, RFC 6121 section 8). Runs on the event loop of the
 * session and never blocks. What is not kept takes effect when everything before it in its stream has; messages that are kept take
 * effect in the order of their ids ({@link Passage}).
 */
public final class Router {
    /** A stage that is complete. */
    public static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

    private final Gate gate;
    private final MessageRouter messages;
    private final Dictation dictation;
    private final PresenceRouter presences;
    private final RequestRouter requests;

    /**
     * What stanzas are routed by.
     *
     * @param gate what everything passes first
     * @param domain the domain served
     * @param sessions who is on line
     * @param keeper keeps messages for those who are not
     * @param dictation what senders tell the server within messages
     * @param copier copies messages for those who had no part in them
     * @param blocklists who keeps whom away
     * @param presences takes presence
     * @param acquaintance who may learn that a session is there
     * @param routes who answers which requests
     * @param questions what the server itself asks
     */
    public record Parts(
            Gate gate,
            BareJid domain,
            Sessions sessions,
            Keeper keeper,
            Dictation dictation,
            Copier copier,
            Blocklists blocklists,
            PresenceRouter presences,
            Acquaintance acquaintance,
            List<Route> routes,
            Questions questions) {}

    /**
     * Routes by these.
     *
     * @throws IllegalStateException if two routes are for the same requests
     */
    public Router(Parts parts) {
        this.gate = parts.gate();
        this.messages =
                new MessageRouter(parts.domain(), parts.sessions(), parts.keeper(), parts.copier(), parts.blocklists());
        this.dictation = parts.dictation();
        this.presences = parts.presences();
        this.requests = new RequestRouter(parts);
    }

    /**
     * Begins with a stanza. A message that is kept is handed to the store; nothing else is done before it takes effect.
     *
     * @param session who sent it
     * @param stanza what came; its sender is the session's full address
     * @param counted how many stanzas of its stream will have been handled with it, if they are counted
     * @param loop the event loop of its stream
     * @return complete when what is kept of it was handed to the store
     */
    public CompletionStage<Passage> begin(
            Session session, Stanza stanza, Optional<StreamCount> counted, Executor loop) {
        return stanza.on(new Stanza.Cases<CompletionStage<Passage>>() {
            @Override
            public CompletionStage<Passage> message(Message message) {
                return enter(session, message, gate.ask(session, message), counted, loop);
            }

            @Override
            public CompletionStage<Passage> presence(Presence presence) {
                return unkept(() -> enter(session, presence, gate.ask(session, presence), loop));
            }

            @Override
            public CompletionStage<Passage> request(IqRequest request) {
                return unkept(() -> enter(session, request, gate.ask(session, request), loop));
            }

            @Override
            public CompletionStage<Passage> response(IqResponse response) {
                return unkept(() -> enter(session, response, gate.ask(session, response), loop));
            }
        });
    }

    private CompletionStage<Passage> enter(
            Session session, Message message, Gate.Entry entry, Optional<StreamCount> counted, Executor loop) {
        return switch (entry) {
            case Gate.Entry.Later(CompletionStage<Gate.Entry> known) ->
                known.thenComposeAsync(found -> enter(session, message, found, counted, loop), loop);
            case Gate.Entry.Open open -> admitted(session, message, counted, loop);
            case Gate.Entry.Marked(Element mark) ->
                admitted(session, message.withContent(message.content().plus(mark)), counted, loop);
            case Gate.Entry.Closed closed -> unkept(() -> DONE);
            case Gate.Entry.Refused(StanzaError error) -> unkept(() -> refuse(session, message, Optional.of(error)));
            case Gate.Entry.KeptAside(Gate.Room room) -> {
                CompletableFuture<Void> done = new CompletableFuture<>();
                var _ = room.keep(counted)
                        .thenAcceptAsync(error -> refuse(session, message, error), loop)
                        .whenComplete((kept, failure) -> done.complete(null));
                yield CompletableFuture.completedFuture(new Passage.Kept(done));
            }
        };
    }

    private CompletionStage<Passage> admitted(
            Session session, Message message, Optional<StreamCount> counted, Executor loop) {
        Optional<Dictation.Read> read = dictation.read(session, message);
        return read.isEmpty()
                ? messages.begin(session, message, counted, loop)
                : read.get()
                        .done()
                        .thenCompose(done -> messages.begin(session, read.get().rest(), counted, loop));
    }

    private CompletionStage<Void> enter(Session session, Presence presence, Gate.Entry entry, Executor loop) {
        return switch (entry) {
            case Gate.Entry.Later(CompletionStage<Gate.Entry> known) ->
                known.thenComposeAsync(found -> enter(session, presence, found, loop), loop);
            case Gate.Entry.Open open -> presences.route(session, presence);
            case Gate.Entry.Marked(Element mark) ->
                presences.route(session, presence.withContent(presence.content().plus(mark)));
            case Gate.Entry.Closed closed -> DONE;
            case Gate.Entry.Refused(StanzaError error) -> refuse(session, presence, Optional.of(error));
            case Gate.Entry.KeptAside aside -> throw noRoom(presence);
        };
    }

    /** A request is answered exactly once, also one that vanishes: as if nobody were there to answer it. */
    private CompletionStage<Void> enter(Session session, IqRequest request, Gate.Entry entry, Executor loop) {
        return switch (entry) {
            case Gate.Entry.Later(CompletionStage<Gate.Entry> known) ->
                known.thenComposeAsync(found -> enter(session, request, found, loop), loop);
            case Gate.Entry.Open open -> requests.request(session, request);
            case Gate.Entry.Closed closed ->
                refuse(session, request, Optional.of(StanzaError.of(StanzaCondition.SERVICE_UNAVAILABLE)));
            case Gate.Entry.Refused(StanzaError error) -> refuse(session, request, Optional.of(error));
            case Gate.Entry.Marked marked -> throw noRoom(request);
            case Gate.Entry.KeptAside aside -> throw noRoom(request);
        };
    }

    /** Whoever asked waits for an answer: in the place of one that may not go there goes an error. */
    private CompletionStage<Void> enter(Session session, IqResponse response, Gate.Entry entry, Executor loop) {
        return switch (entry) {
            case Gate.Entry.Later(CompletionStage<Gate.Entry> known) ->
                known.thenComposeAsync(found -> enter(session, response, found, loop), loop);
            case Gate.Entry.Open open -> requests.response(session, response);
            case Gate.Entry.Closed closed -> requests.response(session, unavailable(response));
            case Gate.Entry.Refused refused -> requests.response(session, unavailable(response));
            case Gate.Entry.Marked marked -> throw noRoom(response);
            case Gate.Entry.KeptAside aside -> throw noRoom(response);
        };
    }

    private static IqResponse unavailable(IqResponse response) {
        String namespace = response.content().contextNamespace();
        return new IqResponse(
                response.header(),
                true,
                XmlContent.of(
                        namespace,
                        List.of(StanzaError.of(StanzaCondition.SERVICE_UNAVAILABLE)
                                .toElement(namespace))));
    }

    private static IllegalStateException noRoom(Stanza stanza) {
        return new IllegalStateException("the gate wants of a stanza what cannot be done with " + stanza.kind());
    }

    /** Errors are never answered (RFC 6120 section 8.3.1). */
    private static CompletionStage<Void> refuse(Session sender, Stanza stanza, Optional<StanzaError> error) {
        if (!stanza.isError()) {
            error.ifPresent(why -> sender.send(why.answer(stanza)));
        }
        return DONE;
    }

    /**
     * Delivers a message that was kept aside. It does not pass the gate again. Any thread may call.
     *
     * @param message the message, with its addresses
     * @return nothing when it has taken effect, or why it has not
     */
    public CompletionStage<Optional<StanzaError>> release(Message message) {
        return messages.release(message);
    }

    private static CompletionStage<Passage> unkept(Supplier<CompletionStage<Void>> effect) {
        return CompletableFuture.completedFuture(new Passage.Unkept(effect));
    }

    /** Returns whether so much waits for the disk that a session is to wait for what it has begun with before. */
    public boolean isBusy() {
        return messages.isBusy();
    }

    /**
     * Delivers a message of the server itself.
     *
     * @param account whom it is for, an account that exists
     * @param message the message, with its addresses
     * @return what became of it
     */
    public CompletionStage<Announced> announce(BareJid account, Message message) {
        return messages.announce(account, message);
    }

    /**
     * Routes a message once more that could not be written to the session it was meant for.
     *
     * @param account whose session it was
     * @param message the message
     * @param debt what is kept for it until a session has it
     */
    public void returned(BareJid account, Message message, Optional<Debt> debt) {
        messages.returned(account, new Entrusted(message, debt));
    }

    /**
     * Answers a request that could not be written to the session it was passed to.
     *
     * @param request the request
     */
    public void returned(IqRequest request) {
        requests.returned(request);
    }
}
