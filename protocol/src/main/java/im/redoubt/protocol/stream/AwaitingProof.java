package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.protocol.sasl.SaslRefusal;
import im.redoubt.protocol.sasl.ScramChallenge;
import im.redoubt.protocol.sasl.ScramServerFinal;
import im.redoubt.protocol.sasl.Verified;
import im.redoubt.xml.ParsedElement;
import java.util.Optional;

/**
 * The challenge was sent and the client's proof is awaited, in the profile in which the attempt began.
 *
 * @param attempt who tries, and how
 * @param challenge the exchange so far
 */
public record AwaitingProof(Attempt attempt, ScramChallenge challenge) implements OpenStream {
    @Override
    public ServerContext context() {
        return attempt.context();
    }

    @Override
    public ServerStep element(ParsedElement element) {
        SaslProfile profile = attempt.profile();
        if (profile.is(element, "abort")) {
            return attempt.aborted();
        }
        if (profile.toleratesSecond(element)) {
            return attempt.failed(SaslCondition.MALFORMED_REQUEST, "a second auth");
        }
        return profile.is(element, "response") ? response(profile.data(element)) : tooEarly();
    }

    private ServerStep response(Optional<byte[]> data) {
        if (!data.isPresent()) {
            return attempt.failed(SaslCondition.INCORRECT_ENCODING, "not base64");
        }
        return challenge.on(data.get()).on(new ScramServerFinal.Cases<ServerStep>() {
            @Override
            public ServerStep verified(Verified verified) {
                return attempt.proved(verified);
            }

            @Override
            public ServerStep refused(SaslRefusal refusal) {
                return attempt.failed(refusal);
            }
        });
    }

    @Override
    public ServerStep answered(ServerAnswer answer) {
        return unasked(answer);
    }
}
