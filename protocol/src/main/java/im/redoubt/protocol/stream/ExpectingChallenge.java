package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.NeedsKey;
import im.redoubt.protocol.sasl.ScramAbort;
import im.redoubt.protocol.sasl.ScramClient;
import im.redoubt.protocol.sasl.ScramClientFirst;
import im.redoubt.xml.ParsedElement;

/**
 * The exchange began: the server's first message is awaited. A success here proves nothing and is a failure.
 *
 * @param attempt the attempt
 * @param exchange our first message
 */
record ExpectingChallenge(ClientAttempt attempt, ScramClient exchange) implements SigningIn {
    @Override
    public ClientStep element(ParsedElement element) {
        if (is(element, "success") || is(element, "continue")) {
            return unproven("a success before the server proved itself");
        }
        if (is(element, "failure")) {
            return attempt.refused(element);
        }
        if (!is(element, "challenge")) {
            return unexpected();
        }
        return attempt.profile()
                .challenge(element)
                .map(data -> first(exchange.on(data)))
                .orElseGet(() -> unproven("a challenge that is not base64"));
    }

    private ClientStep first(ScramClientFirst first) {
        return first.on(new ScramClientFirst.Cases<ClientStep>() {
            @Override
            public ClientStep needsKey(NeedsKey state) {
                return ClientStep.to(new ExpectingKey(attempt, state), new ClientEffect.DeriveKey(state.question()));
            }

            @Override
            public ClientStep aborted(ScramAbort abort) {
                return over(new ClientFailure.Unproven(abort));
            }
        });
    }
}
