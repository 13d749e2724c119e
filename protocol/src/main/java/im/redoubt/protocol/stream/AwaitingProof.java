package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.Mechanism;
import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.protocol.sasl.SaslRefusal;
import im.redoubt.protocol.sasl.ScramChallenge;
import im.redoubt.protocol.sasl.ScramServerFinal;
import im.redoubt.protocol.sasl.Verified;
import im.redoubt.xml.ParsedElement;
import java.util.Optional;

/**
 * The challenge was sent and the client's proof is awaited.
 *
 * @param authentication what was offered, and the tries left
 * @param mechanism the mechanism that the client picked
 * @param account whom it says it is, absent if no account can have that name
 * @param challenge the exchange so far
 */
public record AwaitingProof(
        Authentication authentication, Mechanism mechanism, Optional<BareJid> account, ScramChallenge challenge)
        implements OpenStream {
    @Override
    public ServerContext context() {
        return authentication.context();
    }

    @Override
    public ServerStep element(ParsedElement element) {
        if (SaslElements.is(element, "abort")) {
            return authentication.aborted();
        }
        if (SaslElements.is(element, "auth")) {
            return refused(Authentication.refusal(SaslCondition.MALFORMED_REQUEST, "a second auth"));
        }
        if (!SaslElements.is(element, "response")) {
            return tooEarly();
        }
        Optional<byte[]> data = SaslElements.data(element);
        if (!data.isPresent()) {
            return refused(Authentication.refusal(SaslCondition.INCORRECT_ENCODING, "not base64"));
        }
        return challenge.on(data.get()).on(new ScramServerFinal.Cases<ServerStep>() {
            @Override
            public ServerStep verified(Verified verified) {
                return account.map(who -> signedIn(who, verified))
                        .orElseGet(() -> AwaitingProof.this.refused(
                                Authentication.refusal(SaslCondition.NOT_AUTHORIZED, "nobody has that name")));
            }

            @Override
            public ServerStep refused(SaslRefusal refusal) {
                return AwaitingProof.this.refused(refusal);
            }
        });
    }

    private ServerStep signedIn(BareJid who, Verified verified) {
        return ServerStep.to(
                new AwaitingAuthenticatedHeader(context(), who),
                new ServerEffect.SignedIn(who, mechanism.wireName(), verified.boundBy()),
                new ServerEffect.Restart(SaslElements.success(verified.bytes())));
    }

    private ServerStep refused(SaslRefusal refusal) {
        return authentication.failed(account, Optional.of(mechanism.wireName()), refusal);
    }

    @Override
    public ServerStep answered(ServerAnswer answer) {
        return unasked(answer);
    }
}
