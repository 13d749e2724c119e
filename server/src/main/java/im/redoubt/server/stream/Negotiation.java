package im.redoubt.server.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.protocol.stream.Ended;
import im.redoubt.protocol.stream.InvitationToken;
import im.redoubt.protocol.stream.ServerAnswer;
import im.redoubt.protocol.stream.ServerEffect;
import im.redoubt.protocol.stream.ServerInput;
import im.redoubt.protocol.stream.ServerState;
import im.redoubt.protocol.stream.ServerStep;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.server.session.Debt;
import im.redoubt.server.session.Revocations;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlViolation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Drives the negotiation of one connection: gives its state what comes, and carries out what the state asks for, in order.
 * While something is looked up, nothing is read. Everything runs on the event loop.
 */
public final class Negotiation implements StreamDriver, ServerEffect.Cases {
    private final Wire wire;
    private final SignIn signIn;
    private final SessionStart sessions;
    private final Queue<ServerEffect> pending = new ArrayDeque<>();
    private ServerState state;
    private final Revocations.Moment connected;
    private Revocations.Moment began = Revocations.Moment.NEVER;
    private boolean waiting;
    // Begun, and not known to its client yet.
    private @Nullable StreamDriver session;

    /** Negotiates from {@code first} on. */
    public Negotiation(Wire wire, ServerState first, SignIn signIn, SessionStart sessions) {
        this.wire = wire;
        this.state = first;
        this.signIn = signIn;
        this.sessions = sessions;
        this.connected = sessions.moment(first.context().domain());
    }

    @Override
    public void opened(XmlEvent.Opened header) {
        input(new ServerInput.Opened(header));
    }

    @Override
    public void element(ParsedElement element) {
        input(new ServerInput.Received(element));
    }

    @Override
    public void footer() {
        input(new ServerInput.Footer());
    }

    @Override
    public void violation(XmlViolation violation) {
        signIn.broken(violation.kind() == XmlViolation.Kind.RESTRICTED_XML);
        input(ServerInput.Failed.by(violation));
    }

    /** What was asked for is no longer waited for. */
    @Override
    public void failed(StreamError error) {
        pending.clear();
        waiting = false;
        input(new ServerInput.Failed(error));
    }

    /** The handshake of a connection that begins with TLS is complete. */
    public void secured(ServerAnswer.Secured answer) {
        input(new ServerInput.Answered(answer));
    }

    @Override
    public Duration lost() {
        return Duration.ZERO;
    }

    @Override
    public void ending() {
        pending.clear();
        state = new Ended(state.context());
        signIn.abandoned();
        if (session != null) {
            session.ending();
            wire.handover().decline();
        }
    }

    /** Nobody sends to a stream that has no address. */
    @Override
    public Stanza late(Stanza stanza, Instant sentAt) {
        return session == null ? stanza : session.late(stanza, sentAt);
    }

    @Override
    public void undelivered(Stanza stanza, Optional<Debt> debt) {
        if (session != null) {
            session.undelivered(stanza, debt);
        }
    }

    @Override
    public boolean ended(BooleanSupplier nothingUnderWay) {
        return session == null || session.ended(nothingUnderWay);
    }

    private void input(ServerInput input) {
        ServerStep step = input.to(state);
        state = step.next();
        pending.addAll(step.effects());
        carryOut();
    }

    private void carryOut() {
        while (!waiting) {
            ServerEffect effect = pending.poll();
            if (effect == null) {
                return;
            }
            effect.on(this);
        }
    }

    /** Reads nothing and does nothing until {@code stage} is complete, then gives its answer to the state. */
    private void await(CompletionStage<? extends ServerAnswer> stage) {
        waiting = true;
        wire.suspend();
        stage.whenCompleteAsync(
                (answer, failure) -> {
                    waiting = false;
                    input(new ServerInput.Answered(failure == null ? answer : new ServerAnswer.Unavailable()));
                    wire.resume();
                },
                wire.loop());
    }

    @Override
    public void open(ServerEffect.Open open) {
        wire.open(open);
    }

    @Override
    public void send(Element element) {
        wire.write(element);
    }

    @Override
    public void startTls(Element proceed) {
        wire.startTls(proceed);
    }

    @Override
    public void restart(Element success) {
        wire.write(success);
        wire.restart();
    }

    /** Before anything is looked up: what is taken away from now on is taken away from this attempt too. */
    private void begins(Optional<BareJid> account) {
        began = account.map(sessions::moment).orElse(Revocations.Moment.NEVER);
    }

    /** Ends the stream of who signed in with what was revoked meanwhile. Returns whether it goes on. */
    private boolean holds() {
        if (!began.isCurrent()) {
            failed(SessionService.REVOKED);
            return false;
        }
        return true;
    }

    private SessionStart.Entry entry() {
        return new SessionStart.Entry(signIn.proof(), began);
    }

    @Override
    public void findVerifier(ServerEffect.FindVerifier question) {
        begins(question.account());
        await(signIn.verifier(question));
    }

    @Override
    public void checkPassword(ServerEffect.CheckPassword question) {
        begins(question.account());
        await(signIn.password(question));
    }

    @Override
    public void findAccount(ServerEffect.FindAccount question) {
        // The handshake has checked the certificate, under the authorities of that moment.
        began = sessions.moment(question.account()).and(connected);
        await(signIn.account(question));
    }

    @Override
    public void findLacking(ServerEffect.FindLacking question) {
        await(signIn.lacking(question));
    }

    @Override
    public void upgrade(ServerEffect.Upgrade wish) {
        await(signIn.upgrade(wish));
    }

    @Override
    public void useToken(ServerEffect.UseToken question) {
        begins(question.account());
        await(signIn.token(question));
    }

    @Override
    public void issueToken(ServerEffect.IssueToken wish) {
        if (holds()) {
            await(signIn.issue(wish, began));
        }
    }

    /** What follows, the failure and perhaps the end of the stream, waits as long as the source has earned. */
    @Override
    public void penalise(ServerEffect.Penalise failure) {
        waiting = true;
        wire.suspend();
        signIn.failed(failure)
                .whenCompleteAsync(
                        (done, problem) -> {
                            waiting = false;
                            carryOut();
                            wire.resume();
                        },
                        wire.loop());
    }

    @Override
    public void signedIn(ServerEffect.SignedIn success) {
        if (holds()) {
            signIn.succeeded(success);
            wire.authenticated(success.account());
        }
    }

    @Override
    public void findInvitation(InvitationToken token) {
        await(signIn.invitation(token));
    }

    @Override
    public void register(ServerEffect.Register registration) {
        await(signIn.register(registration));
    }

    @Override
    public void bind(ServerEffect.Bind wish) {
        if (holds()) {
            input(new ServerInput.Answered(sessions.bind(wish, wire, entry())
                    .<ServerAnswer>map(ServerAnswer.Resource::new)
                    .orElseGet(() -> full(wish.account()))));
        }
    }

    @Override
    public void begin(ServerEffect.Begin wish) {
        if (!holds()) {
            return;
        }
        Optional<Beginning> beginning = sessions.begin(wish, wire, entry());
        if (beginning.isPresent()) {
            session = beginning.get().session();
            await(beginning.get().answer());
        } else {
            input(new ServerInput.Answered(full(wish.account())));
        }
    }

    private static ServerAnswer full(BareJid account) {
        return new ServerAnswer.NoResource(account, StanzaError.of(StanzaCondition.RESOURCE_CONSTRAINT));
    }

    @Override
    public void resume(ServerEffect.Resume wish) {
        if (holds()) {
            await(sessions.resume(wish, wire, entry()));
        }
    }

    @Override
    public void established(FullJid address) {
        StreamDriver begun = session;
        if (begun == null) {
            wire.established(sessions.established(address));
        } else {
            session = null;
            wire.established(begun);
            wire.handover().decline();
        }
    }

    @Override
    public void close(StreamError error) {
        wire.end(error);
    }

    @Override
    public void leave() {
        wire.leave();
    }
}
