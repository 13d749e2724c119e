package im.redoubt.client;

import im.redoubt.client.line.DialFailure;
import im.redoubt.client.line.Dialer;
import im.redoubt.protocol.stream.ClientSession;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.xml.ParsedElement;
import java.util.Optional;

/**
 * A session over as many connections as it takes.
 *
 * <ol>
 *   <li>{@link #begin} dials; the first failure is the caller's to hear of;
 *   <li>online: stanzas go both ways ({@link Exchange}), and a silent server is asked whether it is there;
 *   <li>offline: what is sent waits; after a pause it dials again, and resumes the stream if it can;
 *   <li>ended: by the application, or since nothing but people can mend it.
 * </ol>
 *
 * Everything happens in the loop.
 */
final class Lasting implements Link.Owner {
    private final Environment environment;
    private final Dialer dialer;
    private final SignIn signIn;
    private final Loop loop = new Loop(this::turnIsOver);
    private final Exchange exchange;
    private final Redial redial;
    private final Waking waking;
    private final States states;
    private final Pending<Lasting> begun = new Pending<>();
    private final Pending<SessionState.Ended> over = new Pending<>();
    private Optional<Link> link = Optional.empty();
    private boolean closing;

    Lasting(Environment environment, Dialer dialer, SignIn signIn) {
        this.environment = environment;
        this.dialer = dialer;
        this.signIn = signIn;
        this.exchange = new Exchange(signIn.account(), environment, loop);
        this.redial = new Redial(environment, loop, this::dial);
        this.waking = new Waking(environment.timeline(), loop, this::hope);
        this.states = new States(exchange.counters(), environment.callbacks());
    }

    Loop loop() {
        return loop;
    }

    Exchange exchange() {
        return exchange;
    }

    States states() {
        return states;
    }

    /** Returns the end of the session. */
    Pending<SessionState.Ended> over() {
        return over;
    }

    /** Connects for the first time. */
    Pending<Lasting> begin() {
        loop.run(() -> {
            waking.begin();
            dial();
        });
        return begun;
    }

    /** Sends a stanza, from any thread. */
    void submit(Outgoing outgoing) {
        loop.run(() -> {
            if (states.now() instanceof SessionState.Ended ended) {
                outgoing.fate().lost(ended.why());
            } else {
                exchange.submit(outgoing);
            }
        });
    }

    /** Somebody says that the network may be another one. */
    void networkChanged() {
        loop.run(this::hope);
    }

    /** What was so of the network may not be so any more: a connection shows that it stands, and what does not work is tried. */
    private void hope() {
        if (!begun.isDone() || closing || states.ended()) {
            return;
        } else if (!link.isPresent()) {
            redial.hopeInPause();
        } else if (link.get().outlet().isPresent()) {
            exchange.doubt();
        } else {
            redial.hopeInAttempt();
        }
    }

    /** Says whether somebody looks at the client. */
    void look(boolean nobodyDoes) {
        loop.run(() -> exchange.look(nobodyDoes));
    }

    /** Ends the session: what waits goes out, the server says that it has it, and the stream is closed. */
    void close() {
        loop.run(() -> {
            if (states.ended() || closing) {
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
        link.ifPresent(Link::drop);
        link = Optional.empty();
        end(new DisconnectedException("the session was closed"));
    }

    private void end(ClientException why) {
        if (states.ended()) {
            return;
        }
        redial.end();
        waking.end();
        SessionState.Ended ended = new SessionState.Ended(why);
        states.become(ended);
        exchange.end(why);
        begun.completeExceptionally(why);
        over.complete(ended);
    }

    private void dial() {
        link.ifPresent(left -> {
            left.drop();
            exchange.disconnected();
        });
        Link fresh = new Link(environment, loop, this);
        link = Optional.of(fresh);
        fresh.dialled(dialer.dial(exchange.wishing(signIn.context(exchange.resumption())), signIn, fresh));
    }

    private void turnIsOver() {
        waking.look();
        exchange.flush();
        if (closing && exchange.isIdle()) {
            link.ifPresent(open -> open.close(Optional.empty()));
        }
    }

    private void pause(String why, Retry retry) {
        states.become(new SessionState.Offline(why, redial.pause(retry)));
    }

    @Override
    public boolean isCurrent(Link one) {
        return link.filter(one::equals).isPresent();
    }

    @Override
    public void opened(Link over, ClientSession session) {
        redial.connected();
        signIn.succeeded(session);
        if (exchange.begin(over, session)) {
            states.become(
                    new SessionState.Online(session.address(), session.resumed().isPresent()));
            begun.complete(this);
        }
    }

    /** The first connection cannot be had, or another one. */
    @Override
    public void failed(DialFailure why) {
        link = Optional.empty();
        Retry retry = Retry.after(why);
        if (closing) {
            end(new DisconnectedException("the session was closed"));
        } else if (retry == Retry.BY_SOMETHING_ELSE && signIn.possible()) {
            dial();
        } else if (!begun.isDone() || retry == Retry.NEVER || retry == Retry.BY_SOMETHING_ELSE) {
            end(new SignInException(why));
        } else {
            pause(why.words(), retry);
        }
    }

    @Override
    public void received(ParsedElement element) {
        exchange.received(element);
    }

    @Override
    public void unreadable(StreamError error) {
        exchange.unreadable(error);
    }

    @Override
    public void ended(Link gone, Optional<StreamError> error) {
        link = Optional.empty();
        exchange.ended(error);
        String words = error.map(said -> "the stream ended: " + said.condition().wire())
                .orElse(gone.refused()
                        .map(own -> "what the server sent cannot be read: "
                                + own.condition().wire())
                        .orElse("the connection ended"));
        Retry retry = error.map(said -> Retry.after(said.condition())).orElse(Retry.SOON);
        if (closing) {
            end(new DisconnectedException("the session was closed"));
        } else if (retry == Retry.NEVER) {
            end(new DisconnectedException(words));
        } else {
            if (gone.age().compareTo(environment.pace().patience()) >= 0) {
                redial.stood();
            }
            pause(words, retry);
        }
    }
}
