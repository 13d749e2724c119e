package im.redoubt.protocol.stream;

import im.redoubt.xml.ParsedElement;

/** A state in which the driver looks something up. It reads nothing meanwhile: an element that comes all the same is too early. */
public sealed interface AwaitingAnswer extends OpenStream
        permits AwaitingVerifier,
                AwaitingPassword,
                AwaitingCertified,
                AwaitingToken,
                AwaitingLacking,
                AwaitingUpgrade,
                AwaitingInvitation,
                AwaitingAccount,
                AwaitingInline,
                AwaitingResource,
                AwaitingResumption {
    @Override
    default ServerStep element(ParsedElement element) {
        return tooEarly();
    }
}
