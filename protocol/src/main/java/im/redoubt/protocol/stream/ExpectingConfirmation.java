package im.redoubt.protocol.stream;

import im.redoubt.xml.ParsedElement;

/**
 * The server proved itself in a challenge; the success that says so follows, with nothing of the mechanism in it.
 *
 * @param attempt the attempt
 * @param authenticated the proof
 */
record ExpectingConfirmation(ClientAttempt attempt, Authenticated authenticated) implements SigningIn {
    @Override
    public ClientStep element(ParsedElement element) {
        if (is(element, "failure")) {
            return attempt.refusedAfterProof(element);
        }
        boolean empty =
                attempt.profile().last(element).filter(data -> data.length == 0).isPresent();
        if (is(element, "continue") && empty) {
            return UpgradeWork.of(authenticated).next(element);
        }
        return is(element, "success") && empty ? attempt.profile().succeeded(authenticated, element) : unexpected();
    }
}
