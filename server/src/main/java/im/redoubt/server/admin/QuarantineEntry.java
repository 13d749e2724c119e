package im.redoubt.server.admin;

import im.redoubt.protocol.address.Jid;
import im.redoubt.server.store.MessageId;
import im.redoubt.server.store.QuarantinedMessage;
import java.time.Instant;

/**
 * A message that a rule keeps aside, without what it says.
 *
 * @param id its id
 * @param keptAt when it came
 * @param rule the rule
 * @param sender who sent it
 * @param recipient whom it is for
 * @param bytes how much is inside
 */
public record QuarantineEntry(MessageId id, Instant keptAt, String rule, Jid sender, Jid recipient, int bytes) {
    static QuarantineEntry of(QuarantinedMessage message) {
        return new QuarantineEntry(
                message.id(),
                message.keptAt(),
                message.rule(),
                message.header().from(),
                message.header().to(),
                message.content().size());
    }
}
