package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.TokenClient;
import im.redoubt.xml.ParsedElement;

/**
 * The client showed that it has a token, and the server has to show the same with its success (XEP-0484). There is no further round.
 *
 * @param attempt the attempt
 * @param exchange what the server's answer is compared with
 */
record ExpectingTokenSuccess(ClientAttempt attempt, TokenClient exchange) implements SigningIn {
    @Override
    public ClientStep element(ParsedElement element) {
        ClientProfile profile = attempt.profile();
        if (is(element, "success")) {
            return proof(profile.last(element), exchange::on, proven -> profile.succeeded(proven, element));
        }
        if (is(element, "continue")) {
            return proof(profile.last(element), exchange::on, proven -> attempt.unknownTask(element));
        }
        return is(element, "failure") ? attempt.refused(element) : unexpected();
    }
}
