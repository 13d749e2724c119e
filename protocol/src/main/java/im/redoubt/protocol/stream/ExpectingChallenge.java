package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.Mechanism;
import im.redoubt.protocol.sasl.NeedsKey;
import im.redoubt.protocol.sasl.ScramAbort;
import im.redoubt.protocol.sasl.ScramClient;
import im.redoubt.protocol.sasl.ScramClientFirst;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;

/**
 * The exchange began: the server's first message is awaited. A success here proves nothing and is a failure.
 *
 * @param context the client
 * @param mechanism what was chosen
 * @param exchange our first message
 */
record ExpectingChallenge(ClientContext context, Mechanism mechanism, ScramClient exchange) implements ClientState {
    @Override
    public ClientStep opened(XmlEvent.Opened header) {
        return unexpectedHeader();
    }

    @Override
    public ClientStep element(ParsedElement element) {
        if (SaslElements.is(element, "success")) {
            return over(SaslElements.unproven("a success before the server proved itself"));
        }
        if (SaslElements.is(element, "failure")) {
            return over(SaslElements.refused(element));
        }
        if (!SaslElements.is(element, "challenge")) {
            return unexpected();
        }
        return SaslElements.data(element)
                .map(data -> first(exchange.on(data)))
                .orElseGet(() -> over(SaslElements.unproven("a challenge that is not base64")));
    }

    private ClientStep first(ScramClientFirst first) {
        return first.on(new ScramClientFirst.Cases<ClientStep>() {
            @Override
            public ClientStep needsKey(NeedsKey state) {
                return ClientStep.to(new ExpectingKey(context, mechanism, state), new ClientEffect.DeriveKey(state));
            }

            @Override
            public ClientStep aborted(ScramAbort abort) {
                return over(new ClientFailure.Unproven(abort));
            }
        });
    }
}
