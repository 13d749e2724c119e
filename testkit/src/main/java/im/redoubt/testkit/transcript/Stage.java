package im.redoubt.testkit.transcript;

import im.redoubt.testkit.peer.Backend;
import im.redoubt.testkit.peer.Link;
import im.redoubt.testkit.stream.Received;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where a transcript is performed. */
final class Stage implements Step.Cases, AutoCloseable {
    private final Transcript transcript;
    private final Backend backend;
    private final Map<String, Actor> actors = new LinkedHashMap<>();
    private final Variables variables = new Variables();

    Stage(Transcript transcript, Backend backend) {
        this.transcript = transcript;
        this.backend = backend;
    }

    /** Does what a step says, and compares what is seen. */
    void perform(Step step) {
        try {
            step.on(this);
        } catch (AssertionError | TranscriptException | IllegalStateException e) {
            throw new AssertionError(
                    transcript.name() + ".transcript:" + step.line() + ": " + e.getMessage() + "\n("
                            + transcript.sentence() + ")",
                    e);
        }
    }

    @Override
    public void connects(Step.Connects step) {
        connect(step.who(), step.tls());
    }

    @Override
    public void startsTls(Step.StartsTls step) {
        actor(step.who()).secure();
    }

    @Override
    public void opensStream(Step.OpensStream step) {
        SignIn.open(actor(step.who()));
    }

    @Override
    public void authenticates(Step.Authenticates step) {
        SignIn.authenticate(connect(step.who(), true), TranscriptParser.account(step.who()));
    }

    /** Whoever has a session now can be named by its address. */
    @Override
    public void authenticatesWith(Step.AuthenticatesWith step) {
        Actor actor = connect(step.who(), true);
        String asked = Template.string(step.asked(), variables);
        SignIn.authenticate(actor, TranscriptParser.account(step.who()), asked).ifPresent(address -> {
            actor.bound(address);
            variables.bind(step.who(), address);
        });
    }

    @Override
    public void goesOn(Step.GoesOn step) {
        String address = actor(step.before()).address().orElseThrow();
        actor(step.who()).bound(address);
        variables.bind(step.who(), address);
    }

    @Override
    public void signsIn(Step.SignsIn step) {
        signIn(step.who());
    }

    @Override
    public void comesOnline(Step.ComesOnline step) {
        SignIn.available(signIn(step.who()), step.priority());
    }

    @Override
    public void sends(Step.Sends step) {
        actor(step.who()).send(Template.bytes(step.text(), variables));
    }

    @Override
    public void receives(Step.Receives step) {
        Actor actor = actor(step.who());
        if (step.anyOrder()) {
            Seen.inAnyOrder(actor, step.expected(), variables);
        } else {
            Seen.inOrder(actor, step.expected(), variables);
        }
    }

    @Override
    public void receivesNothing(Step.ReceivesNothing step) {
        settle();
        nothingElse(step.who());
    }

    @Override
    public void neverReceives(Step.NeverReceives step) {
        actor(step.who()).forbid(step.forbidden());
        settle();
    }

    @Override
    public void ignores(Step.Ignores step) {
        actor(step.who()).ignore(step.ignored());
    }

    @Override
    public void isEnded(Step.IsEnded step) {
        Seen.streamError(actor(step.who()), step.condition());
    }

    @Override
    public void isDisconnected(Step.IsDisconnected step) {
        Seen.end(actor(step.who()));
    }

    @Override
    public void leaves(Step.Leaves step) {
        Actor actor = actor(step.who());
        if (step.orderly()) {
            actor.send("</stream:stream>");
            Seen.end(actor);
        }
        actor.close();
    }

    @Override
    public void passes(Step.Passes step) {
        backend.advance(step.time());
    }

    @Override
    public void restarts(Step.Restarts step) {
        backend.restart();
    }

    @Override
    public void invites(Step.Invites step) {
        variables.bind(step.variable(), backend.invite(step.name()));
    }

    @Override
    public void sees(Step.Sees step) {
        Acquaintance.make(step, this::stagehand);
    }

    private Actor connect(String who, boolean tls) {
        Actor actor = new Actor(link(tls), variables);
        Actor before = actors.put(who, actor);
        if (before != null) {
            before.close();
        }
        return actor;
    }

    private Link link(boolean tls) {
        try {
            return backend.connect(tls);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Actor signIn(String who) {
        Actor actor = connect(who, true);
        SignIn.as(actor, TranscriptParser.account(who));
        variables.bind(who, actor.address().orElseThrow());
        return actor;
    }

    /** Returns a session that no step knows of. */
    private Actor stagehand(String account) {
        Actor actor = new Actor(link(true), new Variables());
        SignIn.as(actor, account);
        return actor;
    }

    private Actor actor(String who) {
        Actor actor = actors.get(who);
        if (actor == null) {
            throw new TranscriptException(who + " has not connected");
        }
        return actor;
    }

    /**
     * Waits until whatever was sent has taken effect: stanzas of one stream take effect in order, so the answer to a ping
     * comes after all that was caused by what was sent before, and what was caused for others is before theirs.
     */
    private void settle() {
        for (int round = 0; round < 2; round++) {
            for (Actor actor : actors.values()) {
                if (!backend.hasSessions()) {
                    actor.drain();
                } else if (actor.isBound()) {
                    actor.settle();
                }
            }
        }
    }

    private void nothingElse(String who) {
        List<Received> untold = actor(who).untold();
        if (!untold.isEmpty()) {
            throw new AssertionError(who + " received what no step tells of:\n" + untold);
        }
    }

    /** Compares what is left at the end: nothing. */
    void finish() {
        try {
            settle();
            actors.keySet().forEach(this::nothingElse);
        } catch (AssertionError e) {
            throw new AssertionError(
                    transcript.name() + ".transcript: at the end: " + e.getMessage() + "\n(" + transcript.sentence()
                            + ")",
                    e);
        }
    }

    @Override
    public void close() {
        actors.values().forEach(Actor::close);
    }
}
