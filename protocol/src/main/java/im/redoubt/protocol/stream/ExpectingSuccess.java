package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.ScramProof;
import im.redoubt.xml.ParsedElement;

/**
 * Our proof was sent, and the server's is awaited: with the success or with the first task, or in a challenge before it (RFC 6120
 * section 6.4.6).
 *
 * @param attempt the attempt
 * @param proof what the server's signature is checked against
 */
record ExpectingSuccess(ClientAttempt attempt, ScramProof proof) implements SigningIn {
    @Override
    public ClientStep element(ParsedElement element) {
        ClientProfile profile = attempt.profile();
        if (is(element, "success")) {
            return proof(profile.last(element), proof::on, proven -> profile.succeeded(proven, element));
        }
        if (is(element, "continue")) {
            return proof(
                    profile.last(element),
                    proof::on,
                    proven -> UpgradeWork.of(proven).next(element));
        }
        if (is(element, "challenge")) {
            return proof(
                    profile.challenge(element),
                    proof::on,
                    proven -> ClientStep.to(new ExpectingConfirmation(attempt, proven), attempt.respond(new byte[0])));
        }
        return is(element, "failure") ? attempt.refused(element) : unexpected();
    }
}
