package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.Mechanism;
import im.redoubt.protocol.sasl.NeedsVerifier;
import im.redoubt.protocol.sasl.SaslRefusal;
import im.redoubt.protocol.sasl.ScramServer;
import im.redoubt.protocol.sasl.ScramServerFirst;

/**
 * SCRAM (RFC 5802): the client proves that it knows the password, and the server that it knows the account.
 *
 * @param mechanism which one
 */
record ScramMechanism(Mechanism mechanism) implements ServerMechanism {
    @Override
    public String wireName() {
        return mechanism.wireName();
    }

    @Override
    public ServerStep begin(Attempt attempt, byte[] initial) {
        Authentication authentication = attempt.authentication();
        return ScramServer.begin(
                        mechanism,
                        authentication.offer(),
                        attempt.authzidRule(),
                        authentication.context().random())
                .on(initial)
                .on(new ScramServerFirst.Cases<ServerStep>() {
                    @Override
                    public ServerStep needsVerifier(NeedsVerifier next) {
                        return attempt.by(
                                next.username(),
                                named -> ServerStep.to(
                                        new AwaitingVerifier(named, next),
                                        new ServerEffect.FindVerifier(
                                                named.account(), next.username(), mechanism.hash())));
                    }

                    @Override
                    public ServerStep refused(SaslRefusal refusal) {
                        return attempt.failed(refusal);
                    }
                });
    }
}
