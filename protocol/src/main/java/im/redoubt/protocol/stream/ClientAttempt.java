package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.xml.ParsedElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An attempt of a client to sign in.
 *
 * @param signIn what it was chosen from
 * @param profile how its messages lie in elements
 * @param mechanism by what it signs in
 */
record ClientAttempt(SignIn signIn, ClientProfile profile, ClientMechanism mechanism) {
    ClientContext context() {
        return signIn.context();
    }

    /** Returns the effect that begins it with this message. */
    ClientEffect begin(byte[] initial) {
        return new ClientEffect.Send(profile.begin(mechanism, initial));
    }

    /** Returns the effect that answers a challenge with this message. */
    ClientEffect respond(byte[] data) {
        return new ClientEffect.Send(profile.response(data));
    }

    /**
     * Returns the step after the server refused it. A token that was refused is dropped, and the client goes on with what else it
     * has, on the same stream (XEP-0484 section 4, XEP-0388 section 2.6.2); a fault that may pass says nothing about the token. A
     * password that was refused is proved once more, if there is a weaker hash that is good enough ({@link SignIn#weaker}).
     */
    ClientStep refused(ParsedElement failure) {
        Optional<SaslCondition> condition = profile.condition(failure);
        Optional<String> text = profile.text(failure);
        if (condition.equals(Optional.of(SaslCondition.TEMPORARY_AUTH_FAILURE))) {
            return over(signIn.told(new ClientFailure.Refused(condition, text)));
        }
        if (mechanism instanceof ClientMechanism.Token) {
            ClientStep next = signIn.withoutToken()
                    .map(SignIn::begin)
                    .orElseGet(() -> over(new ClientFailure.TokenRefused(condition, text)));
            List<ClientEffect> effects = new ArrayList<>();
            effects.add(new ClientEffect.DropToken());
            effects.addAll(next.effects());
            return new ClientStep(next.next(), effects);
        }
        if (mechanism instanceof ClientMechanism.Certificate) {
            return over(new ClientFailure.CertificateRefused(condition, text));
        }
        ClientFailure.Refused said = new ClientFailure.Refused(condition, text);
        Optional<ClientStep> weaker = mechanism instanceof ClientMechanism.Scram scram
                        && condition.equals(Optional.of(SaslCondition.NOT_AUTHORIZED))
                ? signIn.weaker(scram, said)
                : Optional.empty();
        return weaker.orElseGet(() -> over(signIn.told(said)));
    }

    /** Returns the step after a server refused it that has shown before that it knows the password by this mechanism. */
    ClientStep refusedAfterProof(ParsedElement failure) {
        return over(signIn.told(new ClientFailure.Refused(profile.condition(failure), profile.text(failure))));
    }

    /** Returns the step after the server wants more than was asked for: what it is told to people is not looked at. */
    ClientStep unknownTask(ParsedElement more) {
        return over(new ClientFailure.FurtherTask(UpgradeTasks.named(more)));
    }

    private ClientStep over(ClientFailure why) {
        return ClientStep.over(context(), why);
    }
}
