package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.NeedsKey;
import im.redoubt.protocol.sasl.ScramProof;
import im.redoubt.xml.ParsedElement;
import java.util.Optional;

/**
 * The key is being derived from the password. The driver reads nothing meanwhile.
 *
 * @param attempt the attempt
 * @param exchange what was said so far
 */
record ExpectingKey(ClientAttempt attempt, NeedsKey exchange) implements SigningIn {
    @Override
    public ClientStep element(ParsedElement element) {
        return unexpected();
    }

    @Override
    public ClientStep answered(ClientAnswer answer) {
        if (answer instanceof ClientAnswer.Key key) {
            ScramProof proof = exchange.proceed(key.saltedPassword());
            return ClientStep.to(new ExpectingSuccess(attempt, proof), attempt.respond(proof.bytes()));
        }
        return answer instanceof ClientAnswer.NoKey
                ? over(new ClientFailure.Stopped(Optional.empty()))
                : SigningIn.super.answered(answer);
    }
}
