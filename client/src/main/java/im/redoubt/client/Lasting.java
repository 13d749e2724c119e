package im.redoubt.client;

import im.redoubt.client.line.Arrivals;
import im.redoubt.client.line.DialFailure;
import im.redoubt.client.line.Dialer;
import im.redoubt.client.line.Outlet;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCodec;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.protocol.stanza.StanzaReading;
import im.redoubt.protocol.stream.ClientSession;
import im.redoubt.protocol.stream.ResumptionOutcome;
import im.redoubt.protocol.stream.ServerFeatures;
import im.redoubt.protocol.stream.StreamCondition;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.protocol.stream.StreamManagement;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * A session over as many connections as it takes.
 *
 * <ol>
 *   <li>{@link #begin} dials; the first failure is the caller's to hear of;
 *   <li>online: stanzas go both ways, and a silent server is asked whether it is there;
 *   <li>offline: what is sent waits; after a pause it dials again, and resumes the stream if it can;
 *   <li>ended: by the application, or since nothing but people can mend it.
 * </ol>
 *
 * Everything happens in the loop.
 */
final class Lasting {
    /** How many elements may be read before the loop has taken them. */
    private static final int MOST_UNTAKEN = 64;

    /** What is left of a server's limit for addresses and identifiers: twice 3,071 bytes and some. */
    private static final int HEADER_BYTES = 8_000;

    private final Environment environment;
    private final Dialer dialer;
    private final SignIn signIn;
    private final Loop loop = new Loop(this::turnIsOver);
    private final Counters counters = new Counters();
    private final Outbox outbox = new Outbox();
    private final Requests requests;
    private final Inbound inbound;
    private final KeepAlive keepAlive;
    private final Activity activity = new Activity();
    private final Backoff backoff;
    private final Listeners<SessionState> states;
    private final List<Consumer<SessionState>> features = new ArrayList<>();
    private final Pending<Lasting> begun = new Pending<>();
    private final Pending<SessionState.Ended> over = new Pending<>();
    private Optional<Link> link = Optional.empty();
    private volatile SessionState state = new SessionState.Offline("not connected yet", Duration.ZERO);
    private volatile String signedInBy = "nothing yet";
    private Runnable nextDial = () -> {};
    private Optional<ServerFeatures> offered = Optional.empty();
    private Counting counting = Counting.off();
    private int mostBytes = Integer.MAX_VALUE;
    private boolean closing;

    Lasting(Environment environment, Dialer dialer, SignIn signIn) {
        this.environment = environment;
        this.dialer = dialer;
        this.signIn = signIn;
        this.requests = new Requests(signIn.account(), environment.timeline(), loop);
        this.inbound = new Inbound(signIn.account(), requests, counters, this::sendOwn);
        this.keepAlive = new KeepAlive(environment.timeline(), loop, environment.pace(), new Pulse());
        this.backoff =
                new Backoff(environment.pace().firstPause(), environment.pace().longestPause(), environment.random());
        this.states = new Listeners<>(environment.callbacks());
    }

    Loop loop() {
        return loop;
    }

    Inbound inbound() {
        return inbound;
    }

    Requests requests() {
        return requests;
    }

    Counters counters() {
        return counters;
    }

    Listeners<SessionState> states() {
        return states;
    }

    SessionState state() {
        return state;
    }

    String signedInBy() {
        return signedInBy;
    }

    /** Has a feature hear of every state, in the loop and before the application. */
    void feature(Consumer<SessionState> handler) {
        features.add(handler);
    }

    /** Returns whether the server offers this, or did on the last connection while it has not said so on this one. */
    boolean offers(String namespace, String local) {
        return offered.filter(features -> features.has(namespace, local)).isPresent();
    }

    /** Returns the end of the session. */
    Pending<SessionState.Ended> over() {
        return over;
    }

    /** Connects for the first time. */
    Pending<Lasting> begin() {
        loop.run(this::dial);
        return begun;
    }

    /** Sends a stanza, from any thread. */
    void submit(Outgoing outgoing) {
        loop.run(() -> {
            if (state instanceof SessionState.Ended ended) {
                outgoing.fate().lost(ended.why());
            } else if (outgoing.stanza().content().size() > mostBytes) {
                outgoing.fate()
                        .lost(new ClientException("larger than the server takes: " + mostBytes + " bytes at most"));
            } else if (!outbox.submit(outgoing)) {
                outgoing.fate()
                        .lost(new ClientException("too much waits to be sent; wait until some of it is accepted"));
            }
        });
    }

    private void sendOwn(Stanza answer) {
        outbox.submit(new Outgoing(answer, Outgoing.Fate.UNKNOWN));
    }

    /** Somebody says that the network may be another one: a connection that stands shows that it does, a pause is over. */
    void networkChanged() {
        loop.run(() -> {
            if (link.isPresent()) {
                keepAlive.askNow();
            } else if (!(state instanceof SessionState.Ended)) {
                nextDial.run();
                dial();
            }
        });
    }

    /** Says whether somebody looks at the client. */
    void look(boolean nobodyDoes) {
        loop.run(() -> activity.become(nobodyDoes, link.flatMap(open -> open.outlet)));
    }

    /** Ends the session: what waits goes out, the server says that it has it, and the stream is closed. */
    void close() {
        loop.run(() -> {
            if (state instanceof SessionState.Ended || closing) {
                return;
            }
            closing = true;
            environment.timeline().after(environment.pace().patience(), () -> loop.run(this::closed));
            if (!link.isPresent()) {
                closed();
            }
        });
    }

    private void closed() {
        link.ifPresent(Link::hangUp);
        link = Optional.empty();
        end(new DisconnectedException("the session was closed"));
    }

    private void end(ClientException why) {
        if (state instanceof SessionState.Ended) {
            return;
        }
        nextDial.run();
        keepAlive.end();
        SessionState.Ended ended = new SessionState.Ended(why);
        become(ended);
        outbox.end(why);
        requests.end(why);
        begun.completeExceptionally(why);
        over.complete(ended);
    }

    private void become(SessionState next) {
        state = next;
        for (Consumer<SessionState> handler : features) {
            try {
                handler.accept(next);
            } catch (RuntimeException fault) { // a feature that fails must not keep the others from hearing it
                counters.count(Counters.Kind.FAULTS);
            }
        }
        states.tell(next);
    }

    private void dial() {
        nextDial = () -> {};
        Link fresh = new Link();
        link = Optional.of(fresh);
        fresh.hangUp = dialer.dial(signIn.context(counting.resumption()), signIn, fresh);
    }

    private void turnIsOver() {
        outbox.flush();
        if (closing && outbox.isEmpty()) {
            link.flatMap(open -> open.outlet).ifPresent(outlet -> {
                link.ifPresent(open -> open.outlet = Optional.empty());
                outlet.close(Optional.empty());
            });
        }
    }

    /** The first connection cannot be had, or another one. */
    private void failed(DialFailure why) {
        link = Optional.empty();
        Retry retry = Retry.after(why);
        boolean first = !begun.isDone();
        if (retry == Retry.BY_SOMETHING_ELSE && signIn.possible() && !closing) {
            dial();
            return;
        }
        if (closing || first || retry == Retry.NEVER || retry == Retry.BY_SOMETHING_ELSE) {
            end(closing ? new DisconnectedException("the session was closed") : new SignInException(why));
        } else {
            pause(why.words());
        }
    }

    private void pause(String why) {
        Duration pause = backoff.next();
        nextDial = environment.timeline().after(pause, () -> loop.run(this::dial));
        become(new SessionState.Offline(why, pause));
    }

    /** A connection: what comes of one that is not the current one any more makes no difference. */
    private final class Link implements Arrivals {
        private final Semaphore untaken = new Semaphore(MOST_UNTAKEN);
        private Runnable hangUp = () -> {};
        private Optional<Outlet> outlet = Optional.empty();
        private Runnable stuck = () -> {};
        private long openedAt;
        private boolean awaitsFeatures;

        void hangUp() {
            outlet.ifPresent(Outlet::drop);
            hangUp.run();
            stuck.run();
        }

        private boolean current() {
            return link.filter(this::equals).isPresent();
        }

        @Override
        public void opened(Outlet way, ClientSession session) {
            loop.run(() -> {
                if (!current()) {
                    way.drop();
                    return;
                }
                outlet = Optional.of(way);
                awaitsFeatures = !session.features().isPresent();
                openedAt = environment.timeline().nanos();
                watch(way);
                online(way, session);
            });
        }

        @Override
        public void failed(DialFailure why) {
            loop.run(() -> {
                if (current()) {
                    Lasting.this.failed(why);
                }
            });
        }

        /** Waits until the loop and the application keep up. */
        @Override
        public void element(ParsedElement element) {
            try {
                environment.callbacks().awaitRoom();
                untaken.acquire();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                hangUp();
                return;
            }
            loop.run(() -> {
                untaken.release();
                if (current()) {
                    received(element);
                }
            });
        }

        @Override
        public void ended(Optional<StreamError> error) {
            loop.run(() -> {
                stuck.run();
                if (current()) {
                    disconnected(error);
                }
            });
        }

        /** A write that does not end keeps the loop; only ending the connection ends it. */
        private void watch(Outlet way) {
            stuck = environment.timeline().after(environment.pace().patience(), () -> {
                long since = way.writingSince();
                boolean late = since != 0
                        && System.nanoTime() - since
                                > environment.pace().patience().toNanos();
                if (late) {
                    way.drop();
                } else {
                    watch(way);
                }
            });
        }

        private void disconnected(Optional<StreamError> error) {
            link = Optional.empty();
            outbox.disconnected();
            keepAlive.end();
            if (closing) {
                end(new DisconnectedException("the session was closed"));
                return;
            }
            boolean stood = environment.timeline().nanos() - openedAt
                    >= environment.pace().patience().toNanos();
            if (stood) {
                backoff.succeeded();
            }
            String words = error.map(
                            said -> "the stream ended: " + said.condition().wire())
                    .orElse("the connection ended");
            if (error.map(said -> Retry.after(said.condition())).orElse(Retry.SOON) == Retry.NEVER) {
                end(new DisconnectedException(words));
            } else {
                pause(words);
            }
        }
    }

    private void online(Outlet outlet, ClientSession session) {
        signIn.succeeded(session);
        signedInBy = session.mechanism().wireName()
                + session.binding().map(type -> " with " + type.wireName()).orElse("");
        session.features().ifPresent(now -> offered = Optional.of(now));
        Optional<StreamError> fault = goOn(outlet, session);
        if (fault.isPresent()) {
            counting = Counting.off();
            violated(fault.get());
            return;
        }
        activity.begin(outlet, session);
        session.features().ifPresent(this::limits);
        keepAlive.begin();
        become(new SessionState.Online(session.address(), session.resumed().isPresent()));
        begun.complete(this);
    }

    /** The server says what it takes, and after which silence it leaves (XEP-0478). */
    private void limits(ServerFeatures features) {
        mostBytes =
                features.limits().maxBytes().map(bytes -> bytes - HEADER_BYTES).orElse(Integer.MAX_VALUE);
        keepAlive.limit(features.limits().idle());
    }

    /** What the server has of an earlier session does not go again, whether that goes on or not (XEP-0198 section 5). */
    private Optional<StreamError> goOn(Outlet outlet, ClientSession session) {
        if (session.resumed().isPresent()) {
            return outbox.resume(outlet, session.resumed().getAsLong());
        }
        if (session.resumption() instanceof ResumptionOutcome.Gone gone) {
            gone.handled().ifPresent(outbox::acknowledgeLast);
        }
        counting = Counting.of(session);
        outbox.begin(outlet, counting.on());
        return Optional.empty();
    }

    private void received(ParsedElement element) {
        keepAlive.heard();
        if (StreamManagement.isOne(element)) {
            count(element);
            return;
        }
        StanzaCodec.read(element, Stanza.CLIENT_NAMESPACE, Optional.empty()).on(new StanzaReading.Cases<Boolean>() {
            @Override
            public Boolean valid(Stanza stanza) {
                counting.took();
                inbound.take(stanza);
                return true;
            }

            // It was handled, by not believing it; not to count it would end every connection at the same stanza.
            @Override
            public Boolean rejected(Stanza answer) {
                return malformed();
            }

            @Override
            public Boolean ignored() {
                return malformed();
            }

            @Override
            public Boolean notAStanza() {
                Optional<ServerFeatures> late = ServerFeatures.read(element);
                if (late.isPresent() && link.filter(open -> open.awaitsFeatures).isPresent()) {
                    link.ifPresent(open -> open.awaitsFeatures = false);
                    offered = late;
                    activity.features(late.get());
                    limits(late.get());
                    return true;
                }
                violated(StreamError.of(StreamCondition.UNSUPPORTED_STANZA_TYPE));
                return false;
            }
        });
    }

    private boolean malformed() {
        counting.took();
        counters.count(Counters.Kind.MALFORMED_STANZAS);
        return false;
    }

    private void count(ParsedElement element) {
        if (element.name().local().equals("r")) {
            link.flatMap(open -> open.outlet).ifPresent(to -> to.send(StreamManagement.answer(counting.taken())));
            return;
        }
        Optional<StreamError> fault = element.name().local().equals("a")
                ? StreamManagement.handled(element)
                        .map(outbox::acknowledge)
                        .orElseGet(() -> Optional.of(StreamError.of(StreamCondition.INVALID_XML)))
                : Optional.of(StreamError.of(StreamCondition.UNSUPPORTED_STANZA_TYPE));
        fault.ifPresent(this::violated);
    }

    private void violated(StreamError error) {
        counters.count(Counters.Kind.FAULTS);
        link.flatMap(open -> open.outlet).ifPresent(to -> to.close(Optional.of(error)));
    }

    /** Its answer is an answer like any other; that something came is what counts (XEP-0199 section 4.2). */
    private IqRequest ping() {
        StanzaHeader header = StanzaHeader.EMPTY
                .withId(Identifiers.next(environment.random()))
                .withTo(BareJid.of("", signIn.account().domain()));
        return IqRequest.of(
                IqRequest.Action.GET,
                header,
                Element.named("urn:xmpp:ping", "ping").build());
    }

    /** How the server is asked whether it is there. */
    private final class Pulse implements KeepAlive.Pulse {
        @Override
        public void ask() {
            link.flatMap(open -> open.outlet).ifPresent(to -> {
                if (counting.on()) {
                    to.send(StreamManagement.request());
                } else {
                    sendOwn(ping());
                }
            });
        }

        @Override
        public void dead() {
            link.ifPresent(Link::hangUp);
        }
    }
}
