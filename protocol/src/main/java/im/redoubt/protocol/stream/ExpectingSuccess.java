package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.Mechanism;
import im.redoubt.protocol.sasl.ScramAbort;
import im.redoubt.protocol.sasl.ScramClientFinal;
import im.redoubt.protocol.sasl.ScramProof;
import im.redoubt.protocol.sasl.ServerProven;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;
import java.util.Optional;
import java.util.function.Function;

/**
 * Our proof was sent, and the server's is awaited: with the success, or in a challenge before it (RFC 6120 section 6.4.6).
 *
 * @param context the client
 * @param mechanism what was chosen
 * @param proof what the server's signature is checked against
 */
record ExpectingSuccess(ClientContext context, Mechanism mechanism, ScramProof proof) implements ClientState {
    @Override
    public ClientStep opened(XmlEvent.Opened header) {
        return unexpectedHeader();
    }

    @Override
    public ClientStep element(ParsedElement element) {
        if (SaslElements.is(element, "success")) {
            return check(element, Authenticated::restart);
        }
        if (SaslElements.is(element, "challenge")) {
            return check(
                    element,
                    proven -> ClientStep.to(
                            new ExpectingConfirmation(proven),
                            new ClientEffect.Send(SaslElements.response(new byte[0]))));
        }
        return SaslElements.is(element, "failure") ? over(SaslElements.refused(element)) : unexpected();
    }

    private ClientStep check(ParsedElement element, Function<Authenticated, ClientStep> next) {
        Optional<byte[]> data = SaslElements.data(element);
        if (!data.isPresent()) {
            return over(SaslElements.unproven("a signature that is not base64"));
        }
        return proof.on(data.get()).on(new ScramClientFinal.Cases<ClientStep>() {
            @Override
            public ClientStep proven(ServerProven proven) {
                return next.apply(new Authenticated(context, mechanism, proven));
            }

            @Override
            public ClientStep aborted(ScramAbort abort) {
                return over(new ClientFailure.Unproven(abort));
            }
        });
    }
}
