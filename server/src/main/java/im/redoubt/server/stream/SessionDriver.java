package im.redoubt.server.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCodec;
import im.redoubt.protocol.stanza.StanzaReading;
import im.redoubt.protocol.stream.ServerAnswer;
import im.redoubt.protocol.stream.StreamCondition;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.protocol.stream.StreamManagement;
import im.redoubt.server.offline.Delay;
import im.redoubt.server.routing.Router;
import im.redoubt.server.session.Session;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlViolation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the stanzas of a session's stream, one after the other: the next one is read when the last one has taken effect. So
 * stanzas of one stream take effect in the order received, whatever each of them waits for. Runs on the event loop.
 */
final class SessionDriver implements StreamDriver, StanzaReading.Cases<Void> {
    private static final Logger LOG = LoggerFactory.getLogger(SessionDriver.class);

    private final Session session;
    private final Router router;
    private final BareJid domain;
    private final Watcher watcher;
    private final Resumptions resumptions;
    private final Acknowledgements acknowledgements;
    private volatile Wire wire;
    private Optional<String> id = Optional.empty();
    private @Nullable Move move;
    private boolean busy;
    private boolean over;

    /** Is told what a session does. */
    interface Watcher {
        /** A valid stanza came. */
        void received(Stanza stanza);

        /** The session goes on over another connection. */
        void resumed();

        /** The stream is over. */
        void ended();
    }

    /**
     * The way to another connection.
     *
     * @param from the connection until now
     * @param heir the other one
     * @param handled how many stanzas its peer has handled
     * @param answer complete when the session is there, or it is known that it will not be
     */
    private record Move(Wire from, Wire heir, long handled, CompletableFuture<ServerAnswer> answer) {
        void refuse(ServerAnswer why) {
            heir.loop().execute(() -> {
                heir.handover().decline();
                answer.complete(why);
            });
        }
    }

    SessionDriver(Session session, Wire wire, Router router, BareJid domain, Watcher watcher, Resumptions resumptions) {
        this.session = session;
        this.wire = wire;
        this.router = router;
        this.domain = domain;
        this.watcher = watcher;
        this.resumptions = resumptions;
        this.acknowledgements = new Acknowledgements(wire, this::resumable);
    }

    BareJid account() {
        return session.account();
    }

    private Optional<Element> resumable() {
        id = resumptions.begin(this);
        return id.map(name -> StreamManagement.enabled(name, resumptions.within()));
    }

    /**
     * Goes on over another connection (XEP-0198 section 5). Called on the event loop of that one. What was sent before and what is
     * sent meanwhile arrives there once, in its order; a stanza that is being handled has taken effect and is counted before.
     *
     * @param heir the other connection
     * @param handled how many stanzas its peer says that it has handled
     * @return what became of it; the session has the stream when it is {@link ServerAnswer.Resumed}
     */
    CompletionStage<ServerAnswer> moveTo(Wire heir, long handled) {
        Move wish = new Move(wire, heir, handled, new CompletableFuture<>());
        heir.handover().expect();
        wish.from().loop().execute(() -> begin(wish));
        return wish.answer();
    }

    private void begin(Move wish) {
        if (over || move != null || !wire.equals(wish.from())) {
            wish.refuse(new ServerAnswer.NotResumed());
            return;
        }
        Optional<StreamError> wrong = wish.from().handover().judge(wish.handled());
        if (wrong.isPresent()) {
            wish.refuse(new ServerAnswer.Miscounted(wrong.get()));
            return;
        }
        wish.from().acknowledged(wish.handled());
        if (!wish.from().handover().part()) {
            wish.refuse(new ServerAnswer.NotResumed());
            return;
        }
        move = wish;
        if (!busy) {
            leave(wish);
        }
    }

    /** From here on everything is sent to the heir; what has entered the old connection before is there after one more turn. */
    private void leave(Move now) {
        session.moveTo(now.heir(), now.heir().source());
        now.from().loop().execute(() -> {
            Handover.Rest rest = now.from().handover().release();
            now.heir().loop().execute(() -> arrive(now, rest));
        });
    }

    private void arrive(Move now, Handover.Rest rest) {
        wire = now.heir();
        move = null;
        acknowledgements.moveTo(now.heir());
        now.heir().handover().adopt(this, rest, StreamManagement.resumed(id.orElseThrow(), acknowledgements.count()));
        watcher.resumed();
        session.doom().ifPresent(now.heir()::end);
        now.answer().complete(new ServerAnswer.Resumed(session.address()));
    }

    @Override
    public Duration lost() {
        if (id.isEmpty() || session.doom().isPresent()) {
            return Duration.ZERO;
        }
        session.leave();
        return resumptions.within();
    }

    @Override
    public void opened(XmlEvent.Opened header) {
        wire.end(StreamError.of(StreamCondition.BAD_FORMAT, "a stream header where a stanza was expected"));
    }

    @Override
    public void element(ParsedElement element) {
        if (StreamManagement.isOne(element)) {
            acknowledgements.element(element);
            return;
        }
        StanzaCodec.read(element, Stanza.CLIENT_NAMESPACE, Optional.empty()).on(this);
    }

    @Override
    public void footer() {
        wire.leave();
    }

    @Override
    public void violation(XmlViolation violation) {
        wire.end(StreamError.of(violation));
    }

    @Override
    public void failed(StreamError error) {
        wire.end(error);
    }

    /** From now on what comes back goes to no session that is over, while new stanzas still come here, behind it. */
    @Override
    public void ending() {
        over = true;
        id.ifPresent(resumptions::end);
        session.markEnded();
    }

    /** What was held behind older messages goes once more over this session's lane, so that it stays behind what is there. */
    @Override
    public boolean ended(BooleanSupplier nothingUnderWay) {
        session.abandoned();
        if (!session.depart(nothingUnderWay)) {
            return false;
        }
        watcher.ended();
        return true;
    }

    /** Only people's messages have a time that anybody reads. */
    @Override
    public Stanza late(Stanza stanza, Instant sentAt) {
        return stanza instanceof Message message
                ? message.withContent(Delay.stamped(message.content(), domain, sentAt))
                : stanza;
    }

    @Override
    public void undelivered(Stanza stanza) {
        if (stanza instanceof Message message) {
            router.returned(session.account(), message);
        } else if (stanza instanceof IqRequest request) {
            router.returned(request);
        }
    }

    /** The sender is who signed in; a stanza that says otherwise ends the stream (RFC 6120 section 8.1.2.1). */
    @Override
    public Void valid(Stanza stanza) {
        if (stanza.from().filter(from -> !isOwn(from)).isPresent()) {
            wire.end(StreamError.of(StreamCondition.INVALID_FROM));
            return null;
        }
        watcher.received(stanza);
        Stanza stamped = stanza.withHeader(stanza.header().withFrom(session.address()));
        CompletionStage<Void> done = router.route(session, Forgeries.removedFrom(stamped, domain));
        if (!done.toCompletableFuture().isDone()) {
            Wire from = wire;
            busy = true;
            from.suspend();
            done.whenCompleteAsync((ignored, failure) -> resume(from, failure), from.loop());
        } else if (done.toCompletableFuture().isCompletedExceptionally()) {
            failed(done.toCompletableFuture().exceptionNow());
        } else {
            acknowledgements.handled();
        }
        return null;
    }

    /** What could not take effect must not look as if it had: the stream ends. */
    private void resume(Wire from, @Nullable Throwable failure) {
        busy = false;
        if (failure != null) {
            failed(failure);
        } else {
            acknowledgements.handled();
        }
        if (move != null) {
            leave(move);
        }
        from.resume();
    }

    private void failed(Throwable failure) {
        LOG.error("a stanza of {} could not be handled", session, failure);
        wire.end(StreamError.of(StreamCondition.INTERNAL_SERVER_ERROR));
    }

    private boolean isOwn(Jid from) {
        return from.equals(session.address()) || from.equals(session.account());
    }

    @Override
    public Void rejected(Stanza answer) {
        wire.send(answer);
        acknowledgements.handled();
        return null;
    }

    @Override
    public Void ignored() {
        acknowledgements.handled();
        return null;
    }

    @Override
    public Void notAStanza() {
        wire.end(StreamError.of(StreamCondition.UNSUPPORTED_STANZA_TYPE));
        return null;
    }
}
