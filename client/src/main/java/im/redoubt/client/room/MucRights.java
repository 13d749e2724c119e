package im.redoubt.client.room;

import im.redoubt.protocol.address.Jid;
import java.util.Optional;

/** What a room says of an occupant: nothing, unless it says it clearly. */
record MucRights(Affiliation affiliation, Role role, Optional<Jid> realAddress) {
    static final MucRights UNKNOWN = new MucRights(Affiliation.NONE, Role.NONE, Optional.empty());

    static MucRights of(Optional<MucUser> said) {
        return said.map(user -> new MucRights(user.affiliation(), user.role(), user.address()))
                .orElse(UNKNOWN);
    }
}
