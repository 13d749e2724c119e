package im.redoubt.server.session;

import im.redoubt.protocol.address.Jid;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a session is to others, apart from its address: what goes on when the server starts again.
 *
 * @param origin where it comes from
 * @param availability its presence, if it is available
 * @param directed to whom it is present without a subscription
 * @param wishes what it has asked to be told of
 * @param held what waits behind older messages, absent if there are none
 */
public record SessionState(
        Session.Origin origin,
        Optional<Availability> availability,
        Set<Jid> directed,
        Set<Wish> wishes,
        Optional<List<Outgoing>> held) {
    /** What a session can ask to be told of. */
    public enum Wish {
        /** Changes of the roster (RFC 6121 section 2.2). */
        ROSTER,
        /** Copies of messages of its account's other sessions (XEP-0280). */
        COPIES,
        /** Changes of the block list (XEP-0191 section 3.3). */
        BLOCKLIST,
        /** Changes of whom its account hears (docs/admission.md). */
        ADMISSION
    }
}
