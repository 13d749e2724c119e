package im.redoubt.protocol.stream;

import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the server's side of the negotiation of a client's stream stands (RFC 6120 sections 4 to 7). A state is a value that
 * holds what is known at that moment and no more: an authenticated address exists only in the states after authentication.
 *
 * <ol>
 *   <li>{@link AwaitingHeader} before TLS, {@link AwaitingStartTls}, {@link AwaitingTls};
 *   <li>{@link AwaitingSecureHeader}, {@link AwaitingAuth}, {@link AwaitingVerifier}, {@link AwaitingProof},
 *       {@link AwaitingPassword};
 *   <li>or, where a client makes further verifiers of its password, {@link AwaitingLacking}, {@link AwaitingTask}, {@link
 *       AwaitingSaltedPassword}, {@link AwaitingUpgrade};
 *   <li>or, with an invitation, {@link AwaitingInvitation}, {@link Invited}, {@link AwaitingAccount};
 *   <li>{@link AwaitingAuthenticatedHeader}, {@link AwaitingBind}, {@link AwaitingResource},
 *       {@link AwaitingResumption}, or, all at once, {@link AwaitingInline}; then {@link Bound};
 *   <li>{@link Ended} from anywhere.
 * </ol>
 *
 * Every state decides every input; what it does not expect ends the stream.
 */
public sealed interface ServerState
        permits AwaitingHeader, AwaitingTls, AwaitingSecureHeader, AwaitingAuthenticatedHeader, OpenStream, Ended {

    /** Returns what the server is and offers. */
    ServerContext context();

    /** Returns whether the header of the current stream has been answered. */
    boolean headerSent();

    /** A stream header came. */
    ServerStep opened(XmlEvent.Opened header);

    /** A complete top-level element came. */
    ServerStep element(ParsedElement element);

    /** The driver answers an effect that asked for something. */
    ServerStep answered(ServerAnswer answer);

    /** Takes an input: the one method that a driver calls. */
    default ServerStep on(ServerInput input) {
        return input.to(this);
    }

    /** Returns the step that ends the stream with an error, opening it first where that was not done yet. */
    default ServerStep fail(StreamError error) {
        List<ServerEffect> effects = new ArrayList<>(2);
        if (!headerSent()) {
            effects.add(context().open());
        }
        effects.add(new ServerEffect.Close(error));
        return new ServerStep(new Ended(context()), effects);
    }

    /** Returns the step that ends the stream with a condition. */
    default ServerStep fail(StreamCondition condition, String text) {
        return fail(StreamError.of(condition, text));
    }

    /** Returns the step for an element before its time (RFC 6120 section 4.9.3.12). */
    default ServerStep tooEarly() {
        return fail(StreamCondition.NOT_AUTHORIZED, "not before authentication and resource binding");
    }

    /** Refuses an answer that no effect of this state asked for: a fault of the driver, not of the peer. */
    default ServerStep unasked(ServerAnswer answer) {
        throw new IllegalStateException(getClass().getSimpleName() + " did not ask for " + answer);
    }
}
