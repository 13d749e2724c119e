package im.redoubt.server.routing;

import im.redoubt.protocol.stanza.Message;
import im.redoubt.server.session.Claim;
import im.redoubt.server.session.Debt;
import java.util.Optional;

/**
 * A message on its way to the sessions of an account.
 *
 * @param message the message as they get it
 * @param debt what the store keeps for it until one of them has it
 */
record Entrusted(Message message, Optional<Debt> debt) {
    /** Returns a message that nobody keeps for this. */
    static Entrusted of(Message message) {
        return new Entrusted(message, Optional.empty());
    }

    /** Returns who answers for it that is sent to so many sessions. */
    Claim claim(int sessions) {
        return Claim.shared(sessions, debt);
    }

    /** Nobody is to get it any more. */
    void drop() {
        debt.ifPresent(Debt::pay);
    }
}
