package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.ScramAbort;
import im.redoubt.protocol.sasl.ScramClientFinal;
import im.redoubt.protocol.sasl.ServerProven;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;
import java.util.Optional;
import java.util.function.Function;

/** An attempt is under way. */
sealed interface SigningIn extends ClientState
        permits ExpectingPassword,
                ExpectingChallenge,
                ExpectingKey,
                ExpectingSuccess,
                ExpectingConfirmation,
                ExpectingTokenSuccess,
                ExpectingBareSuccess {
    /** Returns the attempt. */
    ClientAttempt attempt();

    @Override
    default ClientContext context() {
        return attempt().context();
    }

    @Override
    default ClientStep opened(XmlEvent.Opened header) {
        return unexpectedHeader();
    }

    @Override
    default ClientStep over(ClientFailure why) {
        return ClientState.super.over(attempt().signIn().told(why));
    }

    @Override
    default ClientStep dropped(ClientFailure why) {
        return ClientState.super.dropped(attempt().signIn().told(why));
    }

    /** Returns whether {@code element} is this one of the profile of the attempt. */
    default boolean is(ParsedElement element, String local) {
        return attempt().profile().is(element, local);
    }

    /** Returns the step after a message that is none. */
    default ClientStep unproven(String reason) {
        return over(SaslElements.unproven(reason));
    }

    /**
     * Returns the step after the last message of an exchange, if it is the server's proof.
     *
     * @param message the message, absent if it is not base64
     * @param check what is made of it
     * @param next the step after the proof
     */
    default ClientStep proof(
            Optional<byte[]> message,
            Function<byte[], ScramClientFinal> check,
            Function<Authenticated, ClientStep> next) {
        if (!message.isPresent()) {
            return unproven("a proof that is not base64");
        }
        return check.apply(message.get()).on(new ScramClientFinal.Cases<ClientStep>() {
            @Override
            public ClientStep proven(ServerProven proven) {
                return next.apply(Authenticated.proved(attempt(), proven));
            }

            @Override
            public ClientStep aborted(ScramAbort abort) {
                return over(new ClientFailure.Unproven(abort));
            }
        });
    }
}
