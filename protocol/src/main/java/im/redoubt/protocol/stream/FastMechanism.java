package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.sasl.SaslRefusal;
import im.redoubt.protocol.sasl.TokenMechanism;
import im.redoubt.protocol.sasl.TokenOutcome;
import im.redoubt.protocol.sasl.TokenProof;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A token in place of the password (XEP-0484): in the extensible profile only, and only for a client that says which one it is.
 *
 * @param mechanism which one
 */
record FastMechanism(TokenMechanism mechanism) implements ServerMechanism {
    /** Returns the mechanisms that this connection has a binding for, of those that are served. */
    static List<TokenMechanism> offered(ServerContext context, ChannelBindings bindings) {
        List<TokenMechanism> offered = new ArrayList<>();
        for (TokenMechanism mechanism : context.tokens()) {
            if (mechanism.binding().map(bindings.types()::contains).orElse(true)) {
                offered.add(mechanism);
            }
        }
        return offered;
    }

    @Override
    public String wireName() {
        return mechanism.wireName();
    }

    @Override
    public ServerStep begin(Attempt attempt, byte[] initial) {
        Optional<ExtensibleSasl> profile = attempt.profile().token();
        return profile.flatMap(ExtensibleSasl::use)
                .map(use -> begin(attempt, profile.get(), use, initial))
                .orElseThrow(() -> new IllegalStateException("a token was not offered"));
    }

    private ServerStep begin(Attempt attempt, ExtensibleSasl profile, FastUse use, byte[] initial) {
        return TokenProof.parse(mechanism, attempt.authentication().offer().bindings(), initial)
                .on(new TokenOutcome.Cases<ServerStep>() {
                    @Override
                    public ServerStep proof(TokenProof proof) {
                        return attempt.by(
                                proof.username(),
                                named -> ServerStep.to(
                                        new AwaitingToken(named, profile, mechanism),
                                        new ServerEffect.UseToken(named.account(), profile.agent(), proof, use)));
                    }

                    @Override
                    public ServerStep refused(SaslRefusal refusal) {
                        return attempt.failed(refusal);
                    }
                });
    }
}
