package im.redoubt.server.store;

import im.redoubt.protocol.address.Jid;
import java.util.List;

/**
 * All that an account says of whom it keeps away.
 *
 * @param blocked whom it blocks (XEP-0191), in the order of the text
 * @param admission whom it hears, whatever it blocks
 */
public record KeptAway(List<Jid> blocked, Admission admission) {
    /** Copies the list. */
    public KeptAway {
        blocked = List.copyOf(blocked);
    }
}
