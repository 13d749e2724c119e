package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.Mechanism;
import im.redoubt.protocol.sasl.NeedsKey;
import im.redoubt.protocol.sasl.ScramProof;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;
import java.util.Optional;

/**
 * The key is being derived from the password. The driver reads nothing meanwhile.
 *
 * @param context the client
 * @param mechanism what was chosen
 * @param exchange what was said so far
 */
record ExpectingKey(ClientContext context, Mechanism mechanism, NeedsKey exchange) implements ClientState {
    @Override
    public ClientStep opened(XmlEvent.Opened header) {
        return unexpectedHeader();
    }

    @Override
    public ClientStep element(ParsedElement element) {
        return unexpected();
    }

    @Override
    public ClientStep answered(ClientAnswer answer) {
        if (answer instanceof ClientAnswer.Key key) {
            ScramProof proof = exchange.proceed(key.saltedPassword());
            return ClientStep.to(
                    new ExpectingSuccess(context, mechanism, proof),
                    new ClientEffect.Send(SaslElements.response(proof.bytes())));
        }
        return answer instanceof ClientAnswer.NoKey
                ? over(new ClientFailure.Stopped(Optional.empty()))
                : ClientState.super.answered(answer);
    }
}
