package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.ServerProven;
import im.redoubt.xml.ParsedElement;
import java.util.Optional;

/**
 * The client is signed in on this connection. The states after authentication carry it; there is no other way to them.
 *
 * <p>Guarantee: with a mechanism in which the server proves itself, it has.
 */
final class Authenticated {
    private final ClientAttempt attempt;
    private final Optional<IssuedToken> token;

    private Authenticated(ClientAttempt attempt, Optional<IssuedToken> token) {
        this.attempt = attempt;
        this.token = token;
    }

    /**
     * Returns what follows from the server's proof.
     *
     * @throws IllegalArgumentException if it is the proof of another exchange
     */
    static Authenticated proved(ClientAttempt attempt, ServerProven proof) {
        if (!proof.boundBy().equals(attempt.mechanism().binding())) {
            throw new IllegalArgumentException("the proof of another exchange");
        }
        return new Authenticated(attempt, Optional.empty());
    }

    /**
     * Returns what follows from a success of a mechanism in which a server proves nothing but its certificate.
     *
     * @throws IllegalArgumentException if the mechanism has a proof
     */
    static Authenticated believed(ClientAttempt attempt) {
        boolean mechanism = attempt.mechanism() instanceof ClientMechanism.Certificate
                || attempt.mechanism() instanceof ClientMechanism.Plain;
        if (!mechanism) {
            throw new IllegalArgumentException("a server that has not proved itself");
        }
        return new Authenticated(attempt, Optional.empty());
    }

    ClientContext context() {
        return attempt.context();
    }

    ClientMechanism mechanism() {
        return attempt.mechanism();
    }

    ClientProfile profile() {
        return attempt.profile();
    }

    /** Returns whether a stronger hash was refused before, on the same stream. */
    boolean isSecondChoice() {
        return attempt.signIn().refusal().isPresent();
    }

    /** Returns the token that came with the success. */
    Optional<IssuedToken> token() {
        return token;
    }

    /** Returns this with a token that came with the success. */
    Authenticated with(IssuedToken issued) {
        return new Authenticated(attempt, Optional.of(issued));
    }

    /** Returns the step after a success: the stream is opened anew for the same domain and the same account. */
    ClientStep restart() {
        return ClientStep.to(new ExpectingAuthenticatedHeader(this), context().open());
    }

    /** Returns the step that begins a session. */
    ClientStep established(SessionStart start, Optional<ServerFeatures> features) {
        ClientSession session = new ClientSession(this, start, features);
        return ClientStep.to(new Joined(context(), session), new ClientEffect.Established(session));
    }

    /** Returns the step after the answer that an earlier session goes on, unless it is another one or not counted. */
    Optional<ClientStep> resumed(ClientResumption earlier, ParsedElement resumed, Optional<ServerFeatures> features) {
        boolean same = resumed.attribute("previd").filter(earlier.id()::equals).isPresent();
        return StreamManagement.handled(resumed)
                .filter(handled -> same)
                .map(handled -> SessionStart.at(earlier.address(), new ResumptionOutcome.Resumed(handled))
                        .counted(new StreamCounting(
                                Optional.of(new Resumability(earlier.id(), Optional.empty(), Optional.empty())))))
                .map(start -> established(start, features));
    }

    /** Returns the mechanism. */
    @Override
    public String toString() {
        return mechanism().wireName();
    }
}
