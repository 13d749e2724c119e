package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.PlainMessage;
import im.redoubt.protocol.sasl.PlainOutcome;
import im.redoubt.protocol.sasl.SaslRefusal;

/** PLAIN (RFC 4616): the password itself, within TLS, where the operator asks for it. */
record PlainMechanism() implements ServerMechanism {
    @Override
    public String wireName() {
        return SaslElements.PLAIN;
    }

    @Override
    public ServerStep begin(Attempt attempt, byte[] initial) {
        return PlainMessage.parse(initial, attempt.authzidRule()).on(new PlainOutcome.Cases<ServerStep>() {
            @Override
            public ServerStep message(PlainMessage message) {
                ServerStep step = attempt.by(
                        message.username(),
                        named -> ServerStep.to(
                                new AwaitingPassword(named),
                                new ServerEffect.CheckPassword(
                                        named.account(), message.username(), message.password())));
                if (!(step.next() instanceof AwaitingPassword)) {
                    message.close();
                }
                return step;
            }

            @Override
            public ServerStep refused(SaslRefusal refusal) {
                return attempt.failed(refusal);
            }
        });
    }
}
