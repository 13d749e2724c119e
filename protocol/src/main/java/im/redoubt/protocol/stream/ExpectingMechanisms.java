package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.BindingAbort;
import im.redoubt.protocol.sasl.BindingOutcome;
import im.redoubt.protocol.sasl.ChannelBindingSelection;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.sasl.MechanismChoice;
import im.redoubt.protocol.sasl.ScramClient;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;
import java.util.Optional;

/**
 * Over TLS: the features must offer a mechanism that the policy takes. Until then the server knows no more than the
 * account's name.
 *
 * @param context the client
 * @param bindings the channel bindings of this connection
 */
record ExpectingMechanisms(ClientContext context, ChannelBindings bindings) implements ClientState {
    @Override
    public ClientStep opened(XmlEvent.Opened header) {
        return unexpectedHeader();
    }

    @Override
    public ClientStep element(ParsedElement element) {
        Optional<ServerFeatures> features = ServerFeatures.read(element);
        if (!features.isPresent()) {
            return broken(StreamCondition.BAD_FORMAT, "features were expected, each at most once");
        }
        return new ChannelBindingSelection(ChannelBindingSelection.Profile.SASL, bindings, context.policy())
                .choose(features.get().mechanisms(), features.get().bindingTypes())
                .on(new BindingOutcome.Cases<ClientStep>() {
                    @Override
                    public ClientStep choice(MechanismChoice choice) {
                        return begin(choice);
                    }

                    @Override
                    public ClientStep aborted(BindingAbort abort) {
                        return over(new ClientFailure.NoMechanism(abort));
                    }
                });
    }

    private ClientStep begin(MechanismChoice choice) {
        ScramClient exchange =
                ScramClient.begin(choice, context.account().local(), context.iterations(), context.random());
        return ClientStep.to(
                new ExpectingChallenge(context, choice.mechanism(), exchange),
                new ClientEffect.Send(SaslElements.auth(choice.mechanism(), exchange.bytes())));
    }
}
