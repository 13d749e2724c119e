package im.redoubt.protocol.stream;

import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;
import java.util.Optional;

/**
 * Where the client's side of the negotiation of its stream stands (RFC 6120 sections 4 to 7). A state is a value that holds
 * what is known at that moment and no more: what a server said before TLS is in no state after it.
 *
 * <p>Guarantee: {@link ClientContext#startTls()} and {@link ClientContext#directTls()} are the only ways in, and a
 * {@link ClientSession} is reached from them through a handshake, the server's proof and a bound address in that order. No
 * state can be built elsewhere.
 *
 * <ol>
 *   <li>{@link ExpectingHeader} before TLS, {@link ExpectingStartTls}, {@link ExpectingProceed}, {@link ExpectingTls};
 *   <li>{@link ExpectingSecureHeader}, {@link ExpectingMechanisms}; where an invitation is to make the account
 *       {@link ExpectingAdmission}, {@link ExpectingForm}, {@link ExpectingNewPassword}, {@link ExpectingAccount}; and then {@link SigningIn}: with a password
 *       {@link ExpectingChallenge}, {@link ExpectingKey}, {@link ExpectingSuccess}, and {@link ExpectingConfirmation} where the
 *       proof comes in a challenge; with a token {@link ExpectingTokenSuccess}; with a certificate {@link ExpectingBareSuccess},
 *       before which {@link ExpectingPassword} is where the password itself is sent;
 *   <li>{@link ExpectingSalt}, {@link ExpectingUpgradeKey} and {@link ExpectingUpgraded} for each verifier that is made;
 *   <li>{@link ExpectingAuthenticatedHeader} where the stream begins anew; {@link ExpectingSessionFeatures} where the success brought
 *       a session; otherwise {@link ExpectingBinding}, {@link ExpectingResumption}, {@link ExpectingAddress},
 *       {@link ExpectingCounting}; then {@link Joined};
 *   <li>{@link Parted} from anywhere.
 * </ol>
 *
 * Every state decides every input; what it does not expect ends the stream. There is one attempt to sign in on a stream, one
 * more after a token that was refused, and one more after a password that was refused with the strongest hash.
 */
public sealed interface ClientState
        permits ExpectingHeader,
                ExpectingStartTls,
                ExpectingProceed,
                ExpectingTls,
                ExpectingSecureHeader,
                ExpectingMechanisms,
                Enrolling,
                SigningIn,
                Upgrading,
                ExpectingAuthenticatedHeader,
                SignedIn,
                Joined,
                Parted {

    /** Returns what the client is and insists on. */
    ClientContext context();

    /** The server's stream header came. */
    ClientStep opened(XmlEvent.Opened header);

    /** A complete top-level element came that is no stream error. */
    ClientStep element(ParsedElement element);

    /** The driver answers an effect that asked for something. */
    default ClientStep answered(ClientAnswer answer) {
        throw new IllegalStateException(getClass().getSimpleName() + " did not ask for " + answer);
    }

    /** Takes an input: the one method that a driver calls. */
    default ClientStep on(ClientInput input) {
        return input.to(this);
    }

    /** The server ended the stream with an error: over TLS it may send its client elsewhere. */
    default ClientStep error(ParsedElement error) {
        Optional<SeeOtherHost> elsewhere =
                SeeOtherHost.in(error).filter(where -> context().redirects() > 0);
        return over(
                elsewhere.isPresent()
                        ? new ClientFailure.Redirected(elsewhere.get())
                        : new ClientFailure.Ended(StreamError.read(error)));
    }

    /** Returns the step that closes the stream. */
    default ClientStep over(ClientFailure why) {
        return ClientStep.over(context(), why);
    }

    /** Returns the step that ends a stream on which nothing can be written. */
    default ClientStep dropped(ClientFailure why) {
        return ClientStep.to(new Parted(context()), new ClientEffect.Drop(), new ClientEffect.Over(why));
    }

    /** Returns the step after the server broke a rule. */
    default ClientStep broken(StreamCondition condition, String text) {
        return over(new ClientFailure.Broken(StreamError.of(condition, text)));
    }

    /** Returns the step for a header where an element must come. */
    default ClientStep unexpectedHeader() {
        return broken(StreamCondition.BAD_FORMAT, "a stream header where an element was expected");
    }

    /** Returns the step for an element that was not asked for. */
    default ClientStep unexpected() {
        return broken(StreamCondition.UNSUPPORTED_STANZA_TYPE, "not what was expected here");
    }
}
