package im.redoubt.server.presence;

import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.protocol.stanza.StanzaHeader;

/** Presences that the server makes itself. */
final class Presences {
    private Presences() {}

    static Presence unavailable(Jid from) {
        return of(PresenceType.UNAVAILABLE, from);
    }

    static Presence of(PresenceType type, Jid from) {
        return Presence.of(type, StanzaHeader.EMPTY.withFrom(from));
    }
}
