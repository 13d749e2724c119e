package im.redoubt.server.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCodec;
import im.redoubt.protocol.stanza.StanzaReading;
import im.redoubt.protocol.stream.ServerAnswer;
import im.redoubt.protocol.stream.ServerEffect;
import im.redoubt.protocol.stream.StreamCondition;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.protocol.stream.StreamManagement;
import im.redoubt.server.clientstate.Attention;
import im.redoubt.server.offline.Delay;
import im.redoubt.server.routing.Passage;
import im.redoubt.server.routing.Router;
import im.redoubt.server.session.Debt;
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
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the stanzas of a session's stream. They take effect in the order received, whatever each of them waits for: messages that
 * are kept are handed to the store one behind the other, and for each recipient take effect one behind the other; anything else waits
 * until all before it has taken effect, and nothing is read meanwhile. Runs on the event loop.
 *
 * <p>Size: what comes on the stream and what becomes of the stream itself both wait for what is under way.
 */
final class SessionDriver implements StreamDriver, StanzaReading.Cases<Void>, Passages.Host {
    private static final Logger LOG = LoggerFactory.getLogger(SessionDriver.class);

    private final Session session;
    private final Router router;
    private final BareJid domain;
    private final Watcher watcher;
    private final Resumptions resumptions;
    private final Acknowledgements acknowledgements;
    private volatile Wire wire;
    private @Nullable Move move;
    private final Passages passages = new Passages(this);
    private volatile boolean busy;
    private volatile boolean over;

    /** Is told what a session does. */
    interface Watcher {
        /** A valid stanza came. */
        void received(Stanza stanza);

        /** The session goes on over another connection. */
        void resumed();

        /** The stream is over. */
        void ended();
    }

    SessionDriver(Session session, Wire wire, Router router, BareJid domain, Watcher watcher, Resumptions resumptions) {
        this.session = session;
        this.wire = wire;
        this.router = router;
        this.domain = domain;
        this.watcher = watcher;
        this.resumptions = resumptions;
        this.acknowledgements = new Acknowledgements(wire, resumptions, () -> resumptions.begin(this));
    }

    BareJid account() {
        return session.account();
    }

    Session session() {
        return session;
    }

    /** Returns what it is, if it waits for its client and nothing is under way in it. */
    Optional<Asleep> asleep() {
        return over || busy || move != null || !passages.isEmpty()
                ? Optional.empty()
                : acknowledgements
                        .now()
                        .flatMap(count -> wire.handover().remains().map(remains -> new Asleep(count, remains)));
    }

    /** It is laid down where the next start of the server finds it. */
    void forsake() {
        wire.handover().forsake();
    }

    /** It goes on where it was when the server stopped: it waits for its client. */
    void goOn(Asleep before) {
        acknowledgements.goOn(before.count());
        resumptions.add(before.count().stream(), this);
        session.leave();
        wire.handover().await(this, before.remains());
    }

    /**
     * Goes on over another connection (XEP-0198 section 5). Called on the event loop of that one. What was sent before and what is
     * sent meanwhile arrives there once, in its order; a stanza that is being handled has taken effect and is counted before.
     *
     * @param heir the other connection
     * @param asked how its peer asked, and how many stanzas it says that it has handled
     * @return what became of it; the session has the stream when it is {@link ServerAnswer.Resumed}
     */
    CompletionStage<ServerAnswer> moveTo(Wire heir, ServerEffect.Resume asked) {
        Move wish = new Move(wire, heir, asked, new CompletableFuture<>());
        heir.handover().expect();
        wish.from().loop().execute(() -> begin(wish));
        return wish.answer();
    }

    private void begin(Move wish) {
        if (over || move != null || !wire.equals(wish.from())) {
            wish.refuse(new ServerAnswer.NotResumed(Optional.empty()));
            return;
        }
        Optional<StreamError> wrong = wish.from().handover().judge(wish.handled());
        if (wrong.isPresent()) {
            wish.refuse(new ServerAnswer.Miscounted(wrong.get()));
            return;
        }
        wish.from().acknowledged(wish.handled());
        if (!wish.from().handover().part()) {
            wish.refuse(new ServerAnswer.NotResumed(Optional.empty()));
            return;
        }
        move = wish;
        leaveIfIdle();
    }

    /** Everything that was read has taken effect before the session goes, and what the client will be told of it is on disk. */
    private void leaveIfIdle() {
        Move wish = move;
        if (wish != null && !busy && passages.isEmpty()) {
            acknowledgements.whenSecure(() -> leave(wish));
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
        now.heir().handover().adopt(this, rest, now.told(acknowledgements.resumed(), session.address()));
        watcher.resumed();
        session.doom().ifPresent(now.heir()::end);
        now.answer().complete(new ServerAnswer.Resumed(session.address()));
    }

    /** Begins to count where the client asked for that with its session, before anything was written. Returns what says so. */
    Optional<Element> count(Element bind) {
        return acknowledgements.begin(bind);
    }

    @Override
    public Duration lost() {
        if (acknowledgements.stream().isEmpty() || session.doom().isPresent()) {
            return Duration.ZERO;
        }
        session.leave();
        return resumptions.within();
    }

    @Override
    public void opened(XmlEvent.Opened header) {
        afterwards(() ->
                wire.end(StreamError.of(StreamCondition.BAD_FORMAT, "a stream header where a stanza was expected")));
    }

    @Override
    public void element(ParsedElement element) {
        if (StreamManagement.isOne(element)) {
            if (Acknowledgements.isNews(element)) {
                acknowledgements.element(element, passages.count());
            } else {
                afterwards(() -> acknowledgements.element(element, 0));
            }
            return;
        }
        Attention.in(element)
                .ifPresentOrElse(
                        attention -> afterwards(() -> wire.attention(attention)),
                        () -> StanzaCodec.read(element, Stanza.CLIENT_NAMESPACE, Optional.empty())
                                .on(this));
    }

    @Override
    public void footer() {
        afterwards(() -> {
            acknowledgements.closed();
            wire.leave();
        });
    }

    @Override
    public void violation(XmlViolation violation) {
        afterwards(() -> wire.end(StreamError.of(violation)));
    }

    @Override
    public void failed(StreamError error) {
        wire.end(error);
    }

    /** From now on what comes back goes to no session that is over, while new stanzas still come here, behind it. */
    @Override
    public void ending() {
        over = true;
        acknowledgements.end();
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
    public void undelivered(Stanza stanza, Optional<Debt> debt) {
        if (stanza instanceof Message message) {
            router.returned(session.account(), message, debt);
        } else if (stanza instanceof IqRequest request) {
            router.returned(request);
        }
    }

    /** The sender is who signed in; a stanza that says otherwise ends the stream (RFC 6120 section 8.1.2.1). */
    @Override
    public Void valid(Stanza stanza) {
        if (stanza.from().filter(from -> !isOwn(from)).isPresent()) {
            afterwards(() -> wire.end(StreamError.of(StreamCondition.INVALID_FROM)));
            return null;
        }
        watcher.received(stanza);
        begin(Forgeries.removedFrom(stanza.withHeader(stanza.header().withFrom(session.address())), domain));
        return null;
    }

    /** A message that cannot be handed to the store at once has whatever comes behind it wait. */
    private void begin(Stanza stanza) {
        CompletableFuture<Passage> begun = router.begin(
                        session, stanza, acknowledgements.next(passages.count()), wire.loop())
                .toCompletableFuture();
        if (begun.isDone() && !begun.isCompletedExceptionally()) {
            add(begun.join());
            return;
        }
        Wire from = wire;
        busy = true;
        from.suspend();
        var _ = begun.whenCompleteAsync(
                (passage, failure) -> {
                    busy = false;
                    if (failure == null) {
                        safely(() -> add(passage));
                    } else {
                        handled(failure);
                    }
                    leaveIfIdle();
                    from.resume();
                },
                from.loop());
    }

    private void add(Passage passage) {
        switch (passage) {
            case Passage.Unkept(var effect) -> afterwards(() -> await(effect));
            case Passage.Kept(var done) -> add(done);
        }
    }

    private void add(CompletableFuture<Void> done) {
        if (passages.isEmpty()) {
            wire.linger();
        }
        passages.add(done);
        if (passages.isFull() || router.isBusy()) {
            afterwards(() -> {});
        }
    }

    /** Goes on when all before has taken effect; nothing more is read until then. */
    private void afterwards(Runnable next) {
        if (passages.isEmpty()) {
            next.run();
        } else {
            passages.afterwards(next);
            wire.suspend();
        }
    }

    @Override
    public Executor loop() {
        return wire.loop();
    }

    @Override
    public void settled(Optional<Runnable> next) {
        Wire from = wire;
        if (!over) {
            acknowledgements.settled();
            next.ifPresent(this::safely);
        }
        if (next.isPresent()) {
            from.resume();
        }
        leaveIfIdle();
        from.settled();
    }

    /** What begins late has nobody above it: our own fault must end this stream, and not leave it suspended. */
    private void safely(Runnable late) {
        try {
            late.run();
        } catch (RuntimeException fault) { // whatever it is, the stream ends by it
            failed(fault);
        }
    }

    private void await(Supplier<CompletionStage<Void>> effect) {
        CompletableFuture<Void> done = effect.get().toCompletableFuture();
        if (done.isDone()) {
            handled(done.isCompletedExceptionally() ? done.exceptionNow() : null);
            return;
        }
        Wire from = wire;
        busy = true;
        from.suspend();
        var _ = done.whenCompleteAsync(
                (ignored, failure) -> {
                    busy = false;
                    handled(failure);
                    leaveIfIdle();
                    from.resume();
                },
                from.loop());
    }

    /** What could not take effect must not look as if it had: the stream ends. */
    @Override
    public void handled(@Nullable Throwable failure) {
        if (failure != null) {
            failed(failure);
        } else {
            acknowledgements.handled();
        }
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
        afterwards(() -> {
            wire.send(answer);
            acknowledgements.handled();
        });
        return null;
    }

    @Override
    public Void ignored() {
        afterwards(acknowledgements::handled);
        return null;
    }

    @Override
    public Void notAStanza() {
        afterwards(() -> wire.end(StreamError.of(StreamCondition.UNSUPPORTED_STANZA_TYPE)));
        return null;
    }
}
